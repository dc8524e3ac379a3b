import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { openBrowser } from '../../src/main/cli/browser.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';

const link = 'http://127.0.0.1:8025/#code=0a';

/** A service whose link was given out, and a folder for the page that leads to it. */
async function opening() {
  const folder = await makeTemporaryFolder('browser');
  onTestFinished(folder.remove);
  const state = { taken: () => {} };
  const issueLink = (onTaken = () => {}) => {
    state.taken = onTaken;
    return link;
  };
  return { folder: folder.path, service: { issueLink }, state, left: () => readdir(folder.path) };
}

const opened = async () => {};

afterEach(() => void vi.useRealTimers());

it('has the browser open a page that leads to the link, and not the link', async () => {
  const { folder, service } = await opening();
  const files: string[] = [];
  const end = await openBrowser(service, folder, async (file) => void files.push(file));
  expect(files).toEqual([join(folder, String((await readdir(folder))[0]))]);
  expect(await readFile(String(files[0]), 'utf8')).toContain(link);
  end?.();
});

it('the page is gone once its link was used', async () => {
  const { folder, service, state, left } = await opening();
  const end = await openBrowser(service, folder, opened);
  expect(await left()).toHaveLength(1);
  state.taken();
  expect(await left()).toEqual([]);
  end?.();
});

it('the page is gone when its link has expired', async () => {
  const { folder, service, left } = await opening();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const end = await openBrowser(service, folder, opened);
  vi.advanceTimersByTime(119_999);
  expect(await left()).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(await left()).toEqual([]);
  end?.();
});

it('the page is gone when the service ends', async () => {
  const { folder, service, left } = await opening();
  const listeners = process.listenerCount('exit');
  const end = await openBrowser(service, folder, opened);
  end?.();
  expect(await left()).toEqual([]);
  expect(process.listenerCount('exit')).toBe(listeners);
});

it('no page is left behind when there is no browser', async () => {
  const { folder, service, left } = await opening();
  const end = await openBrowser(service, folder, async () => {
    throw new Error('no browser');
  });
  expect(end).toBeUndefined();
  expect(await left()).toEqual([]);
});

it('says so when the page can’t be written', async () => {
  const { folder, service } = await opening();
  expect(await openBrowser(service, join(folder, 'missing'), opened)).toBeUndefined();
});
