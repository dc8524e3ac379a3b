import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { EventListener } from '../../src/main/app.ts';
import { connectWindows } from '../../src/main/desktop/ipc.ts';
import { channels } from '../../src/shared/channels.ts';
import type * as Fake from './fake-electron.ts';
import { FakeWindow, frame } from './fake-electron.ts';

vi.mock('electron', async () => (await import('./fake-electron.ts')).fakeElectron());
const electron = (await import('electron')) as unknown as ReturnType<typeof Fake.fakeElectron>;

const own = frame('postroom-app://console/');
const dispatch = vi.fn(async (name: string, _input: unknown) => ({ ok: true, value: name }) as const);
const saved = { sidebarWidth: 300, theme: 'dark', lastScreen: 'logs', bounds: null, maximized: false } as const;
const state = { load: vi.fn(() => saved), save: vi.fn() };
let listener: EventListener;

beforeEach(() => {
  dispatch.mockClear();
  state.save.mockClear();
  FakeWindow.all = [];
  connectWindows(
    {
      dispatch,
      verifyToken: () => ({ ok: true, value: undefined }),
      subscribe: (given) => {
        listener = given;
        return () => {};
      },
      close: async () => {},
    },
    state,
  );
});

const call = (channel: string, senderFrame: unknown, ...args: unknown[]) =>
  electron.handlers.get(channel)?.({ senderFrame }, ...args);

describe('a call from the window', () => {
  it('reaches dispatch as it is, and its Result comes back as it is', async () => {
    const input = { limit: 5 };
    expect(await call(channels.invoke, own, 'log.list', input)).toEqual({ ok: true, value: 'log.list' });
    expect(dispatch).toHaveBeenCalledWith('log.list', input);
  });

  it('passes a failure on with what it found out', async () => {
    const failed = { ok: false, error: { code: 'AUTH_REJECTED', message: 'No.' }, value: { steps: [] } } as const;
    dispatch.mockResolvedValueOnce(failed as never);
    expect(await call(channels.invoke, own, 'test.run', {})).toEqual(failed);
  });

  it.each([undefined, null, 7, {}, ['log.list']])('with %j for a name is left to dispatch to refuse', async (name) => {
    await call(channels.invoke, own, name, {});
    expect(dispatch).toHaveBeenCalledWith('', {});
  });
});

describe('a call from anywhere else', () => {
  it.each([
    ['a page of the Internet', frame('https://example.com/')],
    ['another host of the scheme', frame('postroom-app://other/')],
    ['a scheme that only begins alike', frame('postroom-app-2://console/')],
    ['an address that only contains ours', frame('https://example.com/postroom-app://console/')],
    ['a user name that looks like ours', frame('postroom-app://console@example.com/')],
    ['a file', frame('file:///etc/passwd')],
    ['a frame inside the window', frame('about:srcdoc', own)],
    ['a frame with our own page inside the window', frame('postroom-app://console/', own)],
    ['no address', frame('')],
    ['a frame that is gone', null],
  ])('%s gets a failure, and nothing happens', async (_name, sender) => {
    for (const channel of Object.values(channels).filter((name) => name !== channels.event)) {
      expect(await call(channel, sender, 'settings.get', {})).toMatchObject({
        ok: false,
        error: { code: 'INVALID_INPUT' },
      });
    }
    expect(dispatch).not.toHaveBeenCalled();
    expect(state.save).not.toHaveBeenCalled();
  });
});

describe('the window’s own state', () => {
  it('comes without what only main needs', async () => {
    expect(await call(channels.loadWindowState, own)).toEqual({ sidebarWidth: 300, theme: 'dark', lastScreen: 'logs' });
  });

  it('is kept, and its theme is taken at once', async () => {
    await call(channels.saveWindowState, own, { sidebarWidth: 250, theme: 'light', lastScreen: 'settings' });
    expect(state.save).toHaveBeenCalledWith({ sidebarWidth: 250, theme: 'light', lastScreen: 'settings' });
    expect(electron.nativeTheme.themeSource).toBe('light');
  });

  it.each([undefined, null, 'dark', 7])('is left alone when %j is given', async (given) => {
    await call(channels.saveWindowState, own, given);
    expect(state.save).not.toHaveBeenCalled();
  });
});

it('events reach every window', () => {
  const windows = [new FakeWindow(), new FakeWindow()];
  listener('log.changed', {});
  for (const { webContents } of windows)
    expect(webContents.send).toHaveBeenCalledWith(channels.event, 'log.changed', {});
});
