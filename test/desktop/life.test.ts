import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { launchOptions } from '../../src/main/desktop/launch-options.ts';
import { closeOnQuit, followPlatform, refuseToStart } from '../../src/main/desktop/life.ts';
import { isOnlyInstance, keepDataIn } from '../../src/main/desktop/single-instance.ts';
import type * as Fake from './fake-electron.ts';
import { FakeWindow } from './fake-electron.ts';

vi.mock('electron', async () => (await import('./fake-electron.ts')).fakeElectron());
const electron = (await import('electron')) as unknown as ReturnType<typeof Fake.fakeElectron>;

beforeEach(() => {
  FakeWindow.all = [];
  electron.app.removeAllListeners();
  electron.app.quit.mockClear();
  electron.app.setPath.mockClear();
});

describe('what it is started with', () => {
  it.each([
    [['Postroom', '--data-dir', '/data'], true],
    [['Postroom', '--data-dir=/data', '--no-sandbox'], true],
    [['electron', '.', '--data-dir', '/data'], false],
    [['electron', '.', '--enable-logging', '--data-dir', '/data'], false],
  ])('%j names the data folder', (argv, packaged) => {
    expect(launchOptions(argv, {}, packaged).dataFolder).toBe(resolve('/data'));
  });

  it('leaves the folder to the environment, and that to the platform', () => {
    expect(launchOptions(['Postroom'], { POSTROOM_DATA_DIR: '/elsewhere' }, true).dataFolder).toBe(
      resolve('/elsewhere'),
    );
    expect(launchOptions(['Postroom'], process.env, true).dataFolder).toMatch(/Postroom$/);
  });

  it('leaves the vault to the platform unless the environment says otherwise', () => {
    expect(launchOptions(['Postroom'], {}, true).vault).toBe('automatic');
    expect(launchOptions(['Postroom'], { POSTROOM_VAULT: 'file' }, true).vault).toBe('file');
  });
});

describe('what Electron writes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'postroom-life-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is kept below the data folder, which is made for it', () => {
    const data = join(folder, 'new');
    keepDataIn(data);
    expect(electron.app.setPath.mock.calls).toEqual([
      ['userData', data],
      ['sessionData', join(data, 'electron')],
    ]);
    if (process.platform !== 'win32') expect(statSync(data).mode & 0o777).toBe(0o700);
  });

  it('stays where it is when the data folder can’t be made', () => {
    writeFileSync(join(folder, 'file'), '');
    keepDataIn(join(folder, 'file', 'data'));
    expect(electron.app.setPath).not.toHaveBeenCalled();
  });
});

describe('a second start on the same data folder', () => {
  it('ends itself', () => {
    electron.app.requestSingleInstanceLock.mockReturnValueOnce(false);
    expect(isOnlyInstance()).toBe(false);
    expect(electron.app.quit).toHaveBeenCalledOnce();
  });

  it('brings the first one’s window to the front', () => {
    const window = new FakeWindow();
    expect(isOnlyInstance()).toBe(true);
    electron.app.emit('second-instance');
    expect(window.restore).toHaveBeenCalledOnce();
    expect(window.focus).toHaveBeenCalledOnce();
    expect(electron.app.quit).not.toHaveBeenCalled();
  });
});

describe('the end', () => {
  it.each([
    ['linux', 1],
    ['win32', 1],
    ['darwin', 0],
  ] as const)('with the last window, on %s: %i', (platform, quits) => {
    followPlatform(() => {}, platform);
    electron.app.emit('window-all-closed');
    expect(electron.app.quit).toHaveBeenCalledTimes(quits);
  });

  it('waits until the core is closed', async () => {
    const close = vi.fn(async () => {});
    closeOnQuit({ close, dispatch: vi.fn(), subscribe: vi.fn(), verifyToken: vi.fn() });
    const first = { preventDefault: vi.fn() };
    electron.app.emit('will-quit', first);
    expect(first.preventDefault).toHaveBeenCalledOnce();
    await vi.waitFor(() => expect(electron.app.quit).toHaveBeenCalledOnce());
    const second = { preventDefault: vi.fn() };
    electron.app.emit('will-quit', second);
    expect(second.preventDefault).not.toHaveBeenCalled();
    expect(close).toHaveBeenCalledOnce();
  });

  it('comes at once, with its reason, when there is no storage', () => {
    refuseToStart({ message: 'No disk.', help: 'Get one.' });
    expect(electron.dialog.showErrorBox).toHaveBeenCalledWith(expect.any(String), 'No disk.\n\nGet one.');
    expect(electron.app.exit).toHaveBeenCalledWith(3);
  });
});

it('a click in the dock opens a window when there is none', () => {
  const open = vi.fn();
  followPlatform(open, 'darwin');
  electron.app.emit('activate');
  expect(open).toHaveBeenCalledOnce();
  new FakeWindow();
  electron.app.emit('activate');
  expect(open).toHaveBeenCalledOnce();
});
