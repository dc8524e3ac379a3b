/** The IPC channels between main and the preload script: everything that crosses goes through one of these. */
export const channels = {
  /** Takes an operation's name and its input, gives a Result. */
  invoke: 'postroom:invoke',
  /** Carries an event's name and its payload to the window. */
  event: 'postroom:event',
  loadWindowState: 'postroom:window-state:load',
  saveWindowState: 'postroom:window-state:save',
} as const;
