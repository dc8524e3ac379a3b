import type { KeyboardEvent } from 'react';

/**
 * Has the arrow keys, Home and End move the focus among the controls of a toolbar or a tab list, which is one tab stop
 * (ARIA, roving tabindex). For the container's `onKeyDown`.
 */
export function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const controls = [...event.currentTarget.querySelectorAll<HTMLElement>('button:not(:disabled)')];
  const index = controls.indexOf(document.activeElement as HTMLElement);
  const next = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: controls.length - 1 }[event.key];
  if (next === undefined || index === -1) return;
  event.preventDefault();
  controls[(next + controls.length) % controls.length]?.focus();
}
