import { app, BrowserWindow, dialog } from 'electron';
import { t } from '../../shared/catalogue/index.ts';
import type { Failure } from '../../shared/result.ts';
import type { App } from '../app.ts';

/** The exit code of a console that could not start, as the command line has it for a storage that is not available. */
const EXIT_UNAVAILABLE = 3;

/** Says why the console can't start, and ends. */
export function refuseToStart(failure: Pick<Failure, 'message' | 'help'>): void {
  dialog.showErrorBox(t('desktop.cannotStart'), [failure.message, failure.help ?? ''].join('\n\n').trim());
  app.exit(EXIT_UNAVAILABLE);
}

/** Ends with the last window, or on macOS, as is usual there, when asked to; a click in the dock brings the window back. */
export function followPlatform(openWindow: () => void, platform: NodeJS.Platform): void {
  app.on('window-all-closed', () => {
    if (platform !== 'darwin') app.quit();
  });
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) openWindow();
  });
}

/** Closes the core before the process ends, so that nothing is left half-written. */
export function closeOnQuit(core: App): void {
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    void core.close().finally(() => {
      closed = true;
      app.quit();
    });
  });
}
