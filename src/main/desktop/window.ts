import { join } from 'node:path';
import { app, BrowserWindow, dialog, type Session, screen } from 'electron';
import { t } from '../../shared/catalogue/index.ts';
import { packageRoot } from '../package-root.ts';
import { backgroundColor } from './theme.ts';
import { boundsOnScreen, smallestSize } from './window-bounds.ts';
import { windowAddress } from './window-origin.ts';
import type { WindowStateStore } from './window-state.ts';

/** Opens the window where it was closed the last time, as far as there is still a screen there. */
export function openWindow(session: Session, state: WindowStateStore): BrowserWindow {
  const { bounds, maximized } = state.load();
  const window = new BrowserWindow({
    ...boundsOnScreen(bounds, workAreas()),
    minWidth: smallestSize.width,
    minHeight: smallestSize.height,
    title: app.name,
    show: false,
    backgroundColor: backgroundColor(),
    webPreferences: {
      session,
      preload: join(packageRoot(), 'out', 'preload', 'index.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  window.once('ready-to-show', () => {
    if (maximized) window.maximize();
    window.show();
  });
  window.on('close', () => state.save({ bounds: window.getNormalBounds(), maximized: window.isMaximized() }));
  askBeforeLosingChanges(window);
  offerReloadAfterCrash(window);
  void window.loadURL(windowAddress);
  return window;
}

function workAreas() {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter((display) => display.id !== primary.id);
  return [primary.workArea, ...others.map((display) => display.workArea)] as const;
}

/** The page holds the window back while it has unsaved changes; a browser would ask by itself, Electron leaves it to us. */
function askBeforeLosingChanges(window: BrowserWindow): void {
  window.webContents.on('will-prevent-unload', (event) => {
    const buttons = [t('desktop.unsaved.discard'), t('desktop.unsaved.stay')];
    const chosen = dialog.showMessageBoxSync(window, {
      type: 'warning',
      message: t('desktop.unsaved.title'),
      detail: t('desktop.unsaved.detail'),
      buttons,
      defaultId: 1,
      cancelId: 1,
      noLink: true,
    });
    // Preventing what prevents the unloading lets it go on.
    if (chosen === 0) event.preventDefault();
  });
}

function offerReloadAfterCrash(window: BrowserWindow): void {
  window.webContents.on('render-process-gone', async (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    const { response } = await dialog.showMessageBox(window, {
      type: 'error',
      message: t('desktop.crash.title'),
      detail: t('desktop.crash.detail'),
      buttons: [t('desktop.crash.reload'), t('desktop.crash.quit')],
      defaultId: 0,
      cancelId: 1,
      noLink: true,
    });
    if (response === 0) await window.loadURL(windowAddress);
    else app.quit();
  });
}
