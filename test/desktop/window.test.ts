import type { Session } from 'electron';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { openWindow } from '../../src/main/desktop/window.ts';
import type * as Fake from './fake-electron.ts';
import { type FakeWindow, fakeSession } from './fake-electron.ts';

vi.mock('electron', async () => (await import('./fake-electron.ts')).fakeElectron());
const electron = (await import('electron')) as unknown as ReturnType<typeof Fake.fakeElectron>;

const stored = { sidebarWidth: 216, theme: 'system', lastScreen: '', bounds: null, maximized: false } as const;
const state = { load: () => stored, save: vi.fn() };
let window: FakeWindow;

beforeEach(() => {
  window = openWindow(fakeSession() as unknown as Session, state) as unknown as FakeWindow;
  electron.app.quit.mockClear();
});

describe('the window', () => {
  it('isolates its page', () => {
    expect(window.options.webPreferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      devTools: false,
    });
    expect(window.options.webPreferences).toHaveProperty('preload', expect.stringMatching(/preload.index\.cjs$/));
    expect(window.loadURL).toHaveBeenCalledWith('postroom-app://console/');
  });

  it('appears when it has something to show', () => {
    expect(window.options.show).toBe(false);
    expect(window.show).not.toHaveBeenCalled();
    window.emit('ready-to-show');
    expect(window.show).toHaveBeenCalledOnce();
  });

  it('remembers where it was closed', () => {
    window.emit('close');
    expect(state.save).toHaveBeenCalledWith({ bounds: { x: 10, y: 20, width: 900, height: 600 }, maximized: false });
  });
});

describe('closing with unsaved changes', () => {
  it.each([
    ['goes on when they are to be discarded', 0, 1],
    ['stops when one wants to keep editing', 1, 0],
  ])('%s', (_name, chosen, prevented) => {
    electron.dialog.showMessageBoxSync.mockReturnValueOnce(chosen);
    const event = { preventDefault: vi.fn() };
    window.webContents.emit('will-prevent-unload', event);
    expect(event.preventDefault).toHaveBeenCalledTimes(prevented);
    expect(electron.dialog.showMessageBoxSync.mock.lastCall?.[1]).toMatchObject({ cancelId: 1, defaultId: 1 });
  });
});

describe('a crash of the page', () => {
  it('offers to load it again', async () => {
    electron.dialog.showMessageBox.mockResolvedValueOnce({ response: 0 });
    window.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 11 });
    await vi.waitFor(() => expect(window.loadURL).toHaveBeenCalledTimes(2));
  });

  it('or to quit', async () => {
    electron.dialog.showMessageBox.mockResolvedValueOnce({ response: 1 });
    window.webContents.emit('render-process-gone', {}, { reason: 'oom', exitCode: 1 });
    await vi.waitFor(() => expect(electron.app.quit).toHaveBeenCalledOnce());
    expect(window.loadURL).toHaveBeenCalledTimes(1);
  });

  it('is not seen in a page that ended by itself', () => {
    electron.dialog.showMessageBox.mockClear();
    window.webContents.emit('render-process-gone', {}, { reason: 'clean-exit', exitCode: 0 });
    expect(electron.dialog.showMessageBox).not.toHaveBeenCalled();
  });
});
