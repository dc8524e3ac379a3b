/** True while the last line announces another one. */
export function isUnfinished(text: string): boolean {
  return /(^|\n)\d{3}-[^\n]*$/.test(text);
}

/** True for lines that all have the same three-digit code, with hyphens on all but the last. */
export function isReply(text: string): boolean {
  const lines = text.split(/\r?\n/);
  const code = /^[2-5]\d\d/.exec(text)?.[0];
  if (code === undefined) return false;
  return lines.every((line, index) => {
    const mark = line.charAt(3);
    return line.startsWith(code) && (index < lines.length - 1 ? mark === '-' : mark === ' ' || mark === '');
  });
}
