import iconv from 'iconv-lite';
import type { Charset } from '../../shared/charset.ts';

/**
 * What a set's decoders agree on. A byte sequence that one reader takes for a vendor's extension is another character, or
 * none, to the next reader; such characters count as not in the set.
 */
type Repertoire = {
  /** Matches one character's bytes, one UTF-16 unit for each byte. */
  readonly form?: RegExp;
  /** Characters within the form that readers still disagree on. */
  readonly without?: RegExp;
};

/** Controls beside the tabulator and line breaks, which decoders map each their own way, and private use. */
const NOT_TEXT = /[^\P{Cc}\t\n\r]|[\p{Co}\ufffd]/u;

/** JIS X 0208 has these once; vendors' tables and the standard's give them different code points. */
const JIS_WITHOUT = /[∥－～￠￡￢]/;

const repertoires: Readonly<Partial<Record<Charset, Repertoire>>> = {
  // Readers differ on whether these are box drawings or letters of Belarusian.
  'koi8-u': { without: /[╝╬]/ },
  // JIS X 0201 and rows 1 to 8 and 16 to 84 of JIS X 0208.
  shift_jis: { form: /[\0-\x7f\xa1-\xdf]|[\x81-\x84\x88-\x9f\xe0-\xea][\x40-\x7e\x80-\xfc]/g, without: JIS_WITHOUT },
  // The same, and JIS X 0212.
  'euc-jp': {
    form: /[\0-\x7f]|\x8e[\xa1-\xdf]|\x8f?[\xa1-\xa8\xb0-\xf4][\xa1-\xfe]|\x8f[\xa9-\xaf\xf5-\xfe][\xa1-\xfe]/g,
    without: JIS_WITHOUT,
  },
  // KS X 1001 without the filler that starts a syllable written in parts, and without its signs of 1998.
  'euc-kr': { form: /[\0-\x7f]|[\xa1-\xfe][\xa1-\xfe]/g, without: /[\u3164®€]/ },
  // Big5 of 1984, without the signs that its tables give different code points: no ETEN characters, no Hong Kong supplement.
  big5: {
    form: /[\0-\x7f]|[\xa1-\xc5\xc9-\xf8][\x40-\x7e\xa1-\xfe]|\xc6[\x40-\x7e]|\xf9[\x40-\x7e\xa1-\xd5]/g,
    without: /[‧﹑¯～⊕⊙∕﹨￥￠￡€\u2400-\u2421]/,
  },
  // Moved between the standard's editions.
  gb18030: { without: /ḿ/ },
};

/**
 * Encodes text, or gives undefined when one character of it is not in the set: nothing is replaced, nothing is lost.
 * A character is in the set when the readers of the set agree on it, so what comes out reads the same everywhere.
 * Lone surrogates are in no set.
 */
export function encodeText(text: string, charset: Charset): Uint8Array | undefined {
  if (charset === 'utf-8') return text.isWellFormed() ? Buffer.from(text, 'utf8') : undefined;
  if (charset === 'us-ascii') return /^\p{ASCII}*$/u.test(text) ? Buffer.from(text, 'latin1') : undefined;
  if (NOT_TEXT.test(text)) return undefined;
  return charset === 'iso-2022-jp' ? encodeIso2022Jp(text) : encodeStrictly(text, charset);
}

function encodeStrictly(text: string, charset: Charset): Buffer | undefined {
  const { form, without } = repertoires[charset] ?? {};
  if (without?.test(text)) return undefined;
  const bytes = iconv.encode(text, charset);
  if (iconv.decode(bytes, charset, { stripBOM: false }) !== text) return undefined;
  return form === undefined || bytes.toString('latin1').replace(form, '') === '' ? bytes : undefined;
}

const ESCAPE = 0x1b;
const TO_JIS_X_0208 = [ESCAPE, 0x24, 0x42];
const TO_ASCII = [ESCAPE, 0x28, 0x42];

/**
 * ISO-2022-JP (RFC 1468) out of EUC-JP, which has the same two bytes with their high bits set. Line breaks are ASCII, so
 * every line ends in ASCII, and so does the text.
 */
function encodeIso2022Jp(text: string): Uint8Array | undefined {
  const euc = encodeStrictly(text, 'euc-jp');
  // Half-width katakana and JIS X 0212 are not in the set.
  if (euc === undefined || euc.includes(0x8e) || euc.includes(0x8f)) return undefined;
  const bytes: number[] = [];
  let wide = false;
  for (const byte of euc) {
    const high = byte >= 0x80;
    if (high !== wide) bytes.push(...(high ? TO_JIS_X_0208 : TO_ASCII));
    wide = high;
    bytes.push(byte & 0x7f);
  }
  return Uint8Array.from(wide ? [...bytes, ...TO_ASCII] : bytes);
}
