/** What a terminal would act on instead of showing it: control characters, and those that turn the direction of text. */
const UNPRINTABLE = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

const WIDE =
  /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Gives text that stays on its line and does nothing to a terminal: what can't be shown is escaped, as in `\x1b`. The lines
 * of a reply follow each other with a slash between.
 */
export function onOneLine(text: string): string {
  return text.replace(/\r?\n/g, ' / ').replace(UNPRINTABLE, escaped);
}

/** The same for text of several lines: line breaks and tabs stay. */
export function onManyLines(text: string): string {
  return text
    .replace(/\r\n/g, '\n')
    .replace(UNPRINTABLE, (character) => (/[\n\t]/.test(character) ? character : escaped(character)));
}

function escaped(character: string): string {
  const code = character.charCodeAt(0);
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}

/** How many columns of a terminal the text takes. */
export function widthOf(text: string): number {
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += WIDE.test(segment) ? 2 : 1;
  return width;
}

/** Gives the text in exactly so many columns: filled up with spaces, or cut and marked with an ellipsis. */
export function inColumns(text: string, columns: number, align: 'left' | 'right' = 'left'): string {
  const missing = columns - widthOf(text);
  if (missing >= 0) return align === 'left' ? text + ' '.repeat(missing) : ' '.repeat(missing) + text;
  let cut = '';
  let width = 0;
  for (const { segment } of graphemes.segment(text)) {
    width += widthOf(segment);
    if (width > columns - 1) break;
    cut += segment;
  }
  return inColumns(`${cut}…`, columns, align);
}
