/** True on macOS, where Command takes the place of Ctrl and a dialog's main button stands last. */
export const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** Takes buttons from main to cancel and gives them in the platform's order. */
export function inPlatformOrder<T>(buttons: readonly T[]): readonly T[] {
  return isMac ? buttons.toReversed() : buttons;
}

/** Gives a shortcut as the platform writes it; `mod` is Ctrl or Command. */
export function shortcutLabel(shortcut: string): string {
  return shortcut.toUpperCase().replace('MOD+', isMac ? '⌘' : 'Ctrl+');
}

/** True when the key event is the shortcut, such as `mod+s` or `f5`. */
export function isShortcut(event: KeyboardEvent, shortcut: string): boolean {
  const wantsMod = shortcut.startsWith('mod+');
  const mod = isMac ? event.metaKey : event.ctrlKey;
  return (
    event.key.toLowerCase() === shortcut.replace('mod+', '') &&
    mod === wantsMod &&
    !event.altKey &&
    !event.shiftKey &&
    (wantsMod || !(event.ctrlKey || event.metaKey))
  );
}
