import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, BrowserWindow } from 'electron';

/**
 * Keeps everything in the data folder: what Electron itself writes, in a folder of its own there. Where that folder can't be
 * made nothing is changed: the core, which needs it as well, says so in its own words.
 */
export function keepDataIn(dataFolder: string): void {
  const sessionData = join(dataFolder, 'electron');
  try {
    mkdirSync(sessionData, { recursive: true, mode: 0o700 });
  } catch {
    return;
  }
  app.setPath('userData', dataFolder);
  app.setPath('sessionData', sessionData);
}

/** True for the first start on this data folder. A later one brings the first one's window to the front, and ends. */
export function isOnlyInstance(): boolean {
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return false;
  }
  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) return;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  });
  return true;
}
