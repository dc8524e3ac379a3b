import type { Charset } from '../../shared/charset.ts';
import { encodeText } from './charset-encoding.ts';

/** RFC 2047 section 2 allows 75. With fewer, the first word stays on the line of its header's name, as long as that is no longer. */
const WORD_LIMIT = 64;
const NAME_LENGTH = 9;

/** A line has at most 998 characters (RFC 5322 section 2.1.1), and only a blank is a place to break it. */
const UNBROKEN_LIMIT = 900;

/** Text that can stand in a header as it is, and be folded at its blanks without a change. */
const PLAIN = new RegExp(`^[\\x21-\\x7e]{1,${UNBROKEN_LIMIT}}( [\\x21-\\x7e]{1,${UNBROKEN_LIMIT}})*$`);

/** Takes what would end a header, or can't stand in one, out of a text: runs of control characters become one blank. */
export function headerText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: taking them out is the purpose
  return text.toWellFormed().replace(/[\x00-\x1f\x7f-\x9f\u2028\u2029]+/g, ' ');
}

/** Writes the value of an unstructured header with this name (RFC 5322 section 2.2.1), in encoded words where it isn't plain ASCII. */
export function unstructured(name: string, text: string, charset: Charset): string {
  if (text === '' || isPlain(text)) return text;
  return encodedWords(text, charset, WORD_LIMIT - Math.min(Math.max(name.length - NAME_LENGTH, 0), 24));
}

/** Writes a display name (RFC 5322 section 3.4): as atoms, quoted, or in encoded words (RFC 2047 section 5, rule 3). */
export function phrase(name: string, charset: Charset): string {
  if (!isPlain(name)) return encodedWords(name, charset);
  return /^[\w ]+$/.test(name) ? name : `"${name.replace(/["\\]/g, '\\$&')}"`;
}

function isPlain(text: string): boolean {
  return PLAIN.test(text) && !text.includes('=?');
}

/**
 * Writes text as encoded words (RFC 2047), each of whole characters and readable by itself, with a blank between them.
 * Takes text that `encodeText` can encode in the set; anything else is a bug of the caller.
 */
export function encodedWords(text: string, charset: Charset, limit = WORD_LIMIT): string {
  const letter = preferredEncoding(text, charset);
  const room = limit - `=?${charset}?${letter}??=`.length;
  const words: string[] = [];
  let chunk = '';
  let word = '';
  for (const character of text) {
    const longer = encodeChunk(chunk + character, charset, letter);
    if (longer.length <= room || chunk === '') {
      chunk += character;
      word = longer;
      continue;
    }
    words.push(word);
    chunk = character;
    word = encodeChunk(character, charset, letter);
  }
  return [...words, word].map((each) => `=?${charset}?${letter}?${each}?=`).join(' ');
}

/** The shorter of the two; what is mostly letters of ASCII stays legible in the source. */
function preferredEncoding(text: string, charset: Charset): 'B' | 'Q' {
  // Its escape sequences are read safely only as a whole.
  if (charset === 'iso-2022-jp') return 'B';
  return encodeChunk(text, charset, 'Q').length <= encodeChunk(text, charset, 'B').length ? 'Q' : 'B';
}

function encodeChunk(text: string, charset: Charset, letter: 'B' | 'Q'): string {
  const bytes = encodeText(text, charset);
  if (bytes === undefined) throw new Error(`The text can't be encoded in ${charset}.`);
  if (letter === 'B') return Buffer.from(bytes).toString('base64');
  return Buffer.from(bytes)
    .toString('latin1')
    .replace(/[^A-Za-z0-9!*+\-/ ]/g, (byte) => `=${hex(byte)}`)
    .replaceAll(' ', '_');
}

function hex(byte: string): string {
  return byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0');
}
