import { BrowserWindow, type IpcMainInvokeEvent, ipcMain } from 'electron';
import { windowStateSchema } from '../../shared/bridge.ts';
import { t } from '../../shared/catalogue/index.ts';
import { channels } from '../../shared/channels.ts';
import { fail } from '../../shared/result.ts';
import type { App } from '../app.ts';
import { applyTheme } from './theme.ts';
import { isOwnFrame } from './window-origin.ts';
import type { WindowStateStore } from './window-state.ts';

/**
 * Connects the windows with the core: their calls go to `dispatch`, the core's events go to all of them.
 * A call from anything but a window's own page gets a Failure. Gives a function that stops the events.
 */
export function connectWindows(app: App, state: WindowStateStore): () => void {
  answer(channels.invoke, (name, input) => app.dispatch(typeof name === 'string' ? name : '', input));
  answer(channels.loadWindowState, () => windowStateSchema.parse(state.load()));
  answer(channels.saveWindowState, (given) => {
    const parsed = windowStateSchema.safeParse(given);
    if (!parsed.success) return;
    state.save(parsed.data);
    applyTheme(parsed.data.theme);
  });
  return app.subscribe((name, payload) => {
    for (const window of BrowserWindow.getAllWindows()) window.webContents.send(channels.event, name, payload);
  });
}

function answer(channel: string, act: (...args: unknown[]) => unknown): void {
  ipcMain.handle(channel, (event: IpcMainInvokeEvent, ...args: unknown[]) =>
    isOwnFrame(event.senderFrame)
      ? act(...args)
      : fail({ code: 'INVALID_INPUT', message: t('desktop.untrustedCaller') }),
  );
}
