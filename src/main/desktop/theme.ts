import { BrowserWindow, nativeTheme } from 'electron';
import type { WindowState } from '../../shared/bridge.ts';

/** The colour behind the page, so that a window doesn't flash white before its first paint. */
export function backgroundColor(): string {
  return nativeTheme.shouldUseDarkColors ? '#1f1f1f' : '#ffffff';
}

/** Takes the system's theme, or the one chosen in the window, for menus, dialogs and the page's media queries alike. */
export function applyTheme(theme: WindowState['theme']): void {
  nativeTheme.themeSource = theme;
}

/** Keeps the colour behind each page in step with the theme. */
export function followTheme(): void {
  nativeTheme.on('updated', () => {
    for (const window of BrowserWindow.getAllWindows()) window.setBackgroundColor(backgroundColor());
  });
}
