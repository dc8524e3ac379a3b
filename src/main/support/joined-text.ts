/**
 * What stands between two halves of a word that a server broke over two lines of its reply: the line break, and the next line's
 * codes (RFC 5321 section 4.2.1), as they stand in front of the first line. Where a reply is quoted within a sentence, its line
 * breaks are spaces.
 */
const BREAK = /(?:^|\r?\n| )(?:[2-5]\d\d[ -])(?:[245]\.\d{1,3}\.\d{1,3} ?)?|\r?\n[ \t]*/g;

/** Text without its line breaks, so that what was broken can be found, with the way back to where it stood. */
export type JoinedText = {
  readonly flat: string;
  /** True when a line began at this place of `flat`. */
  readonly startsLine: (index: number) => boolean;
  /** Replaces a part of `flat` in the text as it was; the breaks within it stay. Parts come in order and don't overlap. */
  readonly replace: (parts: readonly Part[]) => string;
};

export type Part = { readonly start: number; readonly end: number; readonly by: string };

/** Joins the lines of a text. */
export function joinLines(text: string): JoinedText {
  const pieces: { readonly at: number; readonly text: string; readonly before: string }[] = [];
  let flat = '';
  let end = 0;
  let before = '';
  const add = (until: number) => {
    pieces.push({ at: flat.length, text: text.slice(end, until), before });
    flat += text.slice(end, until);
  };
  for (const found of text.matchAll(BREAK)) {
    add(found.index);
    end = found.index + found[0].length;
    before = found[0];
  }
  add(text.length);
  const starts = new Set(pieces.map((piece) => piece.at));
  return {
    flat,
    startsLine: (index) => starts.has(index),
    replace: (parts) => pieces.map((piece) => piece.before + replaceIn(piece, parts)).join(''),
  };
}

/** A part that spans pieces is replaced in the first, and what it has in the others goes. */
function replaceIn(piece: { readonly at: number; readonly text: string }, parts: readonly Part[]): string {
  const pieceEnd = piece.at + piece.text.length;
  let replaced = '';
  let done = piece.at;
  for (const { start, end, by } of parts) {
    if (end <= piece.at || start >= pieceEnd) continue;
    replaced += piece.text.slice(done - piece.at, Math.max(start, piece.at) - piece.at);
    if (start >= piece.at) replaced += by;
    done = Math.min(end, pieceEnd);
  }
  return replaced + piece.text.slice(done - piece.at);
}
