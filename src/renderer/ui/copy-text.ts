/**
 * Puts text on the clipboard. Where permission for that is refused, as it is to every page in Electron, the text is selected and
 * copied the way a person would. Call it from a click. Gives whether it worked.
 *
 * @param near an element of the window that has the focus: what is outside of a modal can't be selected
 */
export async function copyText(text: string, near: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text, near);
  }
}

function copySelected(text: string, near: HTMLElement): boolean {
  const focused = document.activeElement;
  const area = document.createElement('textarea');
  area.value = text;
  area.style.position = 'fixed';
  area.style.opacity = '0';
  near.append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return copied;
}
