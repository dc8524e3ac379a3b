import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type Browser, chromium } from '@playwright/test';
import { browser as findBrowser } from '../build/scripts/browser.ts';
import { buildWhenStale } from '../build/scripts/build.ts';
import { root } from '../build/scripts/tools.ts';
import { t } from '../src/shared/catalogue/index.ts';
import { portOf } from '../test/servers/free-ports.ts';
import { makeTemporaryFolder } from '../test/temporary-folder.ts';
import { inTurn, report, timed } from './measure.ts';

const RUNS = 15;
const TEST_SETTINGS = t('settings.test');

/**
 * Time from the service being ready to a window in which the settings can be tested, in a browser that is running already,
 * against a page that is nothing but that button. `empty cache` is the first window of a browser, `full cache` the next one.
 */
export async function run(): Promise<void> {
  if (!(await buildWhenStale())) throw new Error('The window could not be built.');
  const found = await findBrowser();
  if ('missing' in found) throw new Error(found.missing);
  const service = await startService();
  const page = await startBarePage();
  const browser = await chromium.launch({
    executablePath: found.path,
    args: ['--disable-background-networking', '--disable-component-update', '--no-first-run', ...sandboxing()],
  });
  try {
    await measure('empty cache', browser, service.url, page.url, false);
    await measure('full cache', browser, service.url, page.url, true);
  } finally {
    await browser.close();
    page.close();
    await service.close();
  }
}

async function measure(
  name: string,
  browser: Browser,
  ours: string,
  theirs: string,
  fullCache: boolean,
): Promise<void> {
  const { ours: samples, theirs: peerSamples } = await inTurn(
    RUNS,
    () => timeToButton(browser, ours, fullCache),
    () => timeToButton(browser, theirs, fullCache),
  );
  report({
    bench: 'first-window',
    case: name,
    unit: 'ms',
    samples,
    peer: { name: 'a page with one button', samples: peerSamples },
  });
}

async function timeToButton(browser: Browser, url: string, fullCache: boolean): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 } });
  const open = async (): Promise<void> => {
    const page = await context.newPage();
    await page.goto(url, { waitUntil: 'commit' });
    const button = page.getByRole('button', { name: TEST_SETTINGS });
    // Does everything that a click waits for, without the click: it is there, it stands still, it is enabled.
    await button.click({ trial: true });
    await page.close();
  };
  try {
    if (fullCache) await open();
    return await timed(open);
  } finally {
    await context.close();
  }
}

/** Starts `postroom serve` on an empty data folder, in a process of its own as `npm start` does. */
async function startService(): Promise<{ url: string; close: () => Promise<void> }> {
  const folder = await makeTemporaryFolder('bench');
  const args = [`${root}/src/main/cli.ts`, '--data-dir', folder.path, '--json', 'serve'];
  const env = { ...process.env, POSTROOM_VAULT: 'file' };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const { value } = JSON.parse(line.toString()) as { value: { url: string } };
  return {
    url: value.url,
    close: async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
      await folder.remove();
    },
  };
}

async function startBarePage(): Promise<{ url: string; close: () => void }> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><title>Bare</title><button>${TEST_SETTINGS}</button>`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${portOf(server)}/`, close };
}

/** Chromium's sandbox doesn't start for root. */
function sandboxing(): string[] {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}
