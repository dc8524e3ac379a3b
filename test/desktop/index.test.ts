import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { channels } from '../../src/shared/channels.ts';
import type * as Fake from './fake-electron.ts';
import { FakeWindow, frame } from './fake-electron.ts';

vi.mock('electron', async () => (await import('./fake-electron.ts')).fakeElectron());
const electron = (await import('electron')) as unknown as ReturnType<typeof Fake.fakeElectron>;

const folder = mkdtempSync(join(tmpdir(), 'postroom-desktop-'));
const argv = process.argv;

beforeAll(async () => {
  // The window must have been built; `npm test` does that first.
  expect(existsSync('out/renderer/index.html')).toBe(true);
  process.argv = ['Postroom', '--data-dir', folder];
  vi.stubEnv('POSTROOM_VAULT', 'file');
  await import('../../src/main/index.ts');
  await vi.waitFor(() => expect(FakeWindow.all).toHaveLength(1), { timeout: 10_000 });
});

afterAll(() => {
  process.argv = argv;
  rmSync(folder, { recursive: true });
});

it('a start opens the window on the whole core, and its end closes the core', async () => {
  expect(FakeWindow.all[0]?.options).toMatchObject({ webPreferences: { sandbox: true } });

  const invoke = electron.handlers.get(channels.invoke);
  const sender = { senderFrame: frame('postroom-app://console/') };
  expect(await invoke?.(sender, 'app.info', {})).toMatchObject({ ok: true, value: { dataFolder: folder } });
  expect(await invoke?.(sender, 'app.nothing', {})).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });

  electron.app.emit('will-quit', { preventDefault: vi.fn() });
  await vi.waitFor(() => expect(electron.app.quit).toHaveBeenCalled());
});
