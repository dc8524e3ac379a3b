import { app, type Session } from 'electron';
import { isOwnAddress } from './window-origin.ts';

/**
 * Puts every page into the sandbox and keeps it where it is: no navigation, no second window, no webview. Only a frame that
 * brings its own content (srcdoc), as a message shown does, is filled with it. Electron wants this before it is ready.
 */
export function lockDownPages(): void {
  app.enableSandbox();
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-frame-navigate', (event) => {
      if (event.isMainFrame || event.url !== 'about:srcdoc') event.preventDefault();
    });
  });
}

/** Refuses every permission and every request that leaves the application. */
export function lockDownSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  // The spelling checker would fetch its dictionaries from the Internet.
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest((details, callback) => callback({ cancel: !staysInside(details.url) }));
}

function staysInside(address: string): boolean {
  return isOwnAddress(address) || /^(blob|data|devtools|about):/.test(address);
}
