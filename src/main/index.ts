// Electron's entry, in the order in which things happen. What each step does is in desktop/.
import { join } from 'node:path';
import { app, session } from 'electron';
import { t } from '../shared/catalogue/index.ts';
import { openApp } from './app.ts';
import { connectWindows } from './desktop/ipc.ts';
import { launchOptions } from './desktop/launch-options.ts';
import { closeOnQuit, followPlatform, refuseToStart } from './desktop/life.ts';
import { lockDownPages, lockDownSession } from './desktop/lock-down.ts';
import { showMenu } from './desktop/menu.ts';
import { registerWindowScheme, serveWindowFiles } from './desktop/protocol.ts';
import { isOnlyInstance, keepDataIn } from './desktop/single-instance.ts';
import { applyTheme, followTheme } from './desktop/theme.ts';
import { openWindow } from './desktop/window.ts';
import { openWindowState } from './desktop/window-state.ts';
import { packageRoot } from './package-root.ts';
import { readWindowFiles } from './window-files.ts';

const options = launchOptions(process.argv, process.env, app.isPackaged);
keepDataIn(options.dataFolder);
registerWindowScheme();
lockDownPages();
if (isOnlyInstance()) void app.whenReady().then(start).catch(refuseUnexpected);

async function start(): Promise<void> {
  const files = await readWindowFiles(join(packageRoot(), 'out', 'renderer'));
  if (files === undefined) return refuseToStart({ message: t('desktop.notBuilt'), help: t('desktop.notBuilt.help') });
  const opened = await openApp({ ...options, worker: 'runs' });
  if (!opened.ok) return refuseToStart(opened.error);
  closeOnQuit(opened.value);

  const state = openWindowState(options.dataFolder);
  applyTheme(state.load().theme);
  followTheme();
  // A session without a name that is kept: it leaves nothing on the disk.
  const windowSession = session.fromPartition('window');
  lockDownSession(windowSession);
  serveWindowFiles(windowSession, files);
  connectWindows(opened.value, state);
  showMenu(options.dataFolder, process.platform, app.isPackaged);

  const open = () => void openWindow(windowSession, state);
  followPlatform(open, process.platform);
  open();
}

function refuseUnexpected(error: unknown): void {
  refuseToStart({
    message: t('desktop.unexpected', { reason: error instanceof Error ? error.message : String(error) }),
  });
}
