/** Base64 (RFC 4648, both alphabets) and hexadecimal, as long as an address needs at least. */
const BASE64 = /[A-Za-z0-9+/_-]{8,}={0,2}/g;
const HEX = /[0-9a-f]{2}(?:[ :-]?[0-9a-f]{2}){5,}[0-9a-f]?/gi;
/** Words of a header (RFC 2047), those that follow each other as one. */
const ENCODED_WORDS = /(?:=\?[\w*-]{1,40}\?[BQ]\?[^?\s]*\?=[ \t]{0,2})+/gi;
const ENCODED_WORD = /=\?([\w*-]{1,40})\?([BQ])\?([^?\s]*)\?=/gi;

export type EncodedRun = { readonly start: number; readonly end: number; readonly readings: readonly string[] };

/**
 * Finds what could be encoded text, with everything that it could stand for: it may begin within a run of letters, and be UTF-8
 * or UTF-16, as in NTLM. Hexadecimal may have its bytes apart.
 */
export function findEncoded(text: string): EncodedRun[] {
  const base64 = [...text.matchAll(BASE64)].map((run) => ({
    start: run.index,
    end: run.index + run[0].length,
    readings: [0, 1, 2, 3].flatMap((offset) => readingsOf(Buffer.from(run[0].slice(offset), 'base64'))),
  }));
  const hex = [...text.matchAll(HEX)].map((run) => ({
    start: run.index,
    end: run.index + run[0].length,
    readings: hexReadings(run[0].replace(/[^0-9a-f]/gi, '')),
  }));
  const words = [...text.matchAll(ENCODED_WORDS)].map((run) => ({
    start: run.index,
    end: run.index + run[0].trimEnd().length,
    readings: wordReadings(run[0]),
  }));
  return [...base64, ...hex, ...words];
}

/** A digit in front may be no part of it. */
function hexReadings(digits: string): string[] {
  return [digits, digits.slice(1)].flatMap((each) => readingsOf(Buffer.from(each, 'hex')));
}

function wordReadings(run: string): string[] {
  const words = [...run.matchAll(ENCODED_WORD)];
  const bytes = Buffer.concat(words.map(([, , encoding = '', text = '']) => wordBytes(encoding, text)));
  const charset = words[0]?.[1]?.replace(/\*.*$/s, '') ?? '';
  return [bytes.toString('utf8'), bytes.toString('latin1'), decodedAs(charset, bytes)];
}

function wordBytes(encoding: string, text: string): Buffer {
  if (/b/i.test(encoding)) return Buffer.from(text, 'base64');
  const plain = text
    .replaceAll('_', ' ')
    .replace(/=([0-9a-f]{2})/gi, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return Buffer.from(plain, 'latin1');
}

function decodedAs(charset: string, bytes: Buffer): string {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return '';
  }
}

function readingsOf(bytes: Buffer): string[] {
  // Without its zero bytes, UTF-16 of letters in ASCII reads like them.
  return [bytes.toString('utf8').replaceAll('\0', ''), bytes.toString('utf16le')];
}
