import type { WebFrameMain } from 'electron';

export const WINDOW_SCHEME = 'postroom-app';
const WINDOW_HOST = 'console';

/** The address of the window's page. */
export const windowAddress = `${WINDOW_SCHEME}://${WINDOW_HOST}/`;

/** True for an address of the window's own files. */
export function isOwnAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host } = new URL(address);
  return protocol === `${WINDOW_SCHEME}:` && host === WINDOW_HOST;
}

/** True for the window's own page itself: a frame inside it, such as the one that shows a message, is not trusted. */
export function isOwnFrame(frame: WebFrameMain | null): boolean {
  return frame !== null && frame.parent === null && isOwnAddress(frame.url);
}
