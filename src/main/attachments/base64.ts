/** The last character before the padding has no bits that stand for nothing. */
const BASE64 = /^[A-Za-z0-9+/]*(?:[AQgw]==|[AEIMQUYcgkosw048]=)?$/;

/** True for base64 (RFC 4648 section 4): no other character, no line break, with its padding, unused bits zero. Synchronous: for a few megabytes at most. */
export function isBase64(text: string): boolean {
  return text.length % 4 === 0 && BASE64.test(text);
}

/** Characters that are judged at a time; a multiple of four. */
const JUDGED = 1_048_576;

/** The same for base64 of any length; gives way to other work in between. */
export async function isLongBase64(text: string): Promise<boolean> {
  for (let at = 0; at < text.length; at += JUDGED) {
    const piece = text.slice(at, at + JUDGED);
    if (!isBase64(piece) || (piece.endsWith('=') && at + JUDGED < text.length)) return false;
    await new Promise(setImmediate);
  }
  return true;
}

/** How many bytes base64 stands for, without decoding it. */
export function decodedBytes(base64: string): number {
  const padding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0;
  return Math.max(0, (base64.length / 4) * 3 - padding);
}

const PIECE_BYTES = 49_152;
const PIECE_CHARACTERS = (PIECE_BYTES / 3) * 4;

/** Decodes base64 in pieces. Each is good until the next is asked for: all are in the same memory, so that a large file leaves no garbage. */
export function* piecesOf(base64: string): Generator<Uint8Array> {
  const memory = Buffer.allocUnsafeSlow(Math.min(PIECE_BYTES, decodedBytes(base64)));
  for (let at = 0; at < base64.length; at += PIECE_CHARACTERS)
    yield memory.subarray(0, memory.write(base64.slice(at, at + PIECE_CHARACTERS), 'base64'));
}
