import { expect, it, vi } from 'vitest';
import { browser } from '../../build/scripts/browser.ts';

it('the browser that was named is taken', async () => {
  vi.stubEnv('POSTROOM_CHROMIUM', process.execPath);
  expect(await browser()).toEqual({ path: process.execPath });
});

it('a browser that was named and isn’t there is said, and none is installed instead', async () => {
  vi.stubEnv('POSTROOM_CHROMIUM', '/nowhere/chromium');
  expect(await browser()).toEqual({ missing: expect.stringContaining('/nowhere/chromium') });
});
