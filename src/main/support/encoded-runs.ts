/** Base64 (RFC 4648, both alphabets) and hexadecimal, as long as an address needs at least. */
const BASE64 = /[A-Za-z0-9+/_-]{8,}={0,2}/g;
const HEX = /(?:[0-9A-Fa-f]{2}){6,}/g;

export type EncodedRun = { readonly start: number; readonly end: number; readonly readings: readonly string[] };

/**
 * Finds what could be encoded text, with everything that it could stand for: it may begin within a run of letters, and be UTF-8
 * or UTF-16, as in NTLM.
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
    readings: readingsOf(Buffer.from(run[0], 'hex')),
  }));
  return [...base64, ...hex];
}

function readingsOf(bytes: Buffer): string[] {
  // Without its zero bytes, UTF-16 of letters in ASCII reads like them.
  return [bytes.toString('utf8').replaceAll('\0', ''), bytes.toString('utf16le')];
}
