import { type BrowserContext, test as base, expect, type Page } from '@playwright/test';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { type RunningService, startService } from './service.ts';

export type Console = {
  /** The first window. */
  readonly page: Page;
  readonly dataFolder: string;
  readonly service: RunningService;
  /** Opens one more window of the same browser, or of another one. */
  readonly openWindow: (context?: BrowserContext) => Promise<Page>;
};

type Fixtures = {
  /** What the browser may complain about, beside answers that say no. */
  readonly tolerated: RegExp | undefined;
  /** A file of certificates that the service trusts beside the system's own. */
  readonly authorityFile: string | undefined;
  readonly dataFolder: string;
  readonly service: RunningService;
  readonly postroom: Console;
};

// The browser also reports an answer that says no, such as a settings conflict; the window shows those itself.
const EXPECTED = /the server responded with a status of 4\d\d/;

/** A console of its own for each test: its data folder, its service, its window. All of it is gone when the test ends. */
export const test = base.extend<Fixtures>({
  tolerated: [undefined, { option: true }],
  authorityFile: [undefined, { option: true }],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
  dataFolder: async ({}, use) => {
    const folder = await makeTemporaryFolder('e2e');
    await use(folder.path);
    await folder.remove();
  },
  service: async ({ dataFolder, authorityFile }, use) => {
    const service = await startService(dataFolder, authorityFile === undefined ? {} : { authorityFile });
    await use(service);
    await service.stop();
  },
  postroom: async ({ page, context, dataFolder, service, tolerated }, use) => {
    const complaints: string[] = [];
    const listen = (window: Page) => {
      window.on('pageerror', (error) => complaints.push(String(error)));
      window.on('console', (message) => {
        if (message.type() !== 'error' || EXPECTED.test(message.text())) return;
        if (tolerated?.test(message.text()) !== true) complaints.push(message.text());
      });
    };
    const open = async (window: Page) => {
      listen(window);
      await window.goto(service.link);
      await expect(window.getByRole('heading', { level: 1 })).toBeVisible();
      return window;
    };
    await open(page);
    await use({
      page,
      dataFolder,
      service,
      openWindow: async (other = context) => open(await other.newPage()),
    });
    expect(complaints, 'what the browser complained about').toEqual([]);
  },
});

export { expect };
