import type { Session } from 'electron';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { lockDownPages, lockDownSession } from '../../src/main/desktop/lock-down.ts';
import type * as Fake from './fake-electron.ts';
import { FakeWebContents, fakeSession } from './fake-electron.ts';

vi.mock('electron', async () => (await import('./fake-electron.ts')).fakeElectron());
const electron = (await import('electron')) as unknown as ReturnType<typeof Fake.fakeElectron>;

let contents: FakeWebContents;
let session: ReturnType<typeof fakeSession>;

beforeEach(() => {
  contents = new FakeWebContents();
  session = fakeSession();
  electron.app.removeAllListeners();
  lockDownPages();
  electron.app.emit('web-contents-created', {}, contents);
  lockDownSession(session as unknown as Session);
});

function prevented(name: string, details: object = {}): boolean {
  const event = { preventDefault: vi.fn(), ...details };
  contents.emit(name, event);
  return event.preventDefault.mock.calls.length > 0;
}

describe('every page', () => {
  it.each(['will-navigate', 'will-redirect', 'will-attach-webview'])('is held back on %s', (name) => {
    expect(prevented(name, { url: 'postroom-app://console/' })).toBe(true);
  });

  it('opens no window', () => {
    const [handler] = contents.setWindowOpenHandler.mock.calls[0] as [() => unknown];
    expect(handler()).toEqual({ action: 'deny' });
  });

  it.each([
    ['a link in a message', { isMainFrame: false, url: 'https://example.com/' }, true],
    ['the main frame', { isMainFrame: true, url: 'https://example.com/' }, true],
    ['the main frame to a frame’s own content', { isMainFrame: true, url: 'about:srcdoc' }, true],
    ['a message filled into its frame', { isMainFrame: false, url: 'about:srcdoc' }, false],
  ])('frame navigation: %s', (_name, details, expected) => {
    expect(prevented('will-frame-navigate', details)).toBe(expected);
  });
});

describe('the window’s session', () => {
  it('grants no permission', () => {
    const [request] = session.setPermissionRequestHandler.mock.calls[0] as [(...args: unknown[]) => void];
    const callback = vi.fn();
    for (const permission of ['notifications', 'media', 'geolocation', 'openExternal', 'fullscreen']) {
      request(contents, permission, callback);
    }
    expect(new Set(callback.mock.calls.flat())).toEqual(new Set([false]));
    const [check] = session.setPermissionCheckHandler.mock.calls[0] as [() => boolean];
    const [device] = session.setDevicePermissionHandler.mock.calls[0] as [() => boolean];
    expect([check(), device()]).toEqual([false, false]);
    expect(session.setSpellCheckerEnabled).toHaveBeenCalledWith(false);
  });

  it.each([
    ['postroom-app://console/assets/index.js', false],
    ['blob:postroom-app://console/5c2e', false],
    ['data:image/png;base64,AA==', false],
    ['https://example.com/pixel.png', true],
    ['http://127.0.0.1:8080/', true],
    ['ws://example.com/', true],
    ['file:///etc/passwd', true],
    ['postroom-app://other/', true],
  ])('lets a request to %s through or cancels it', (url, cancel) => {
    const [listener] = session.webRequest.onBeforeRequest.mock.calls[0] as [
      (details: object, callback: unknown) => void,
    ];
    const callback = vi.fn();
    listener({ url }, callback);
    expect(callback).toHaveBeenCalledWith({ cancel });
  });
});
