import { randomBytes } from 'node:crypto';

/** Fits on one line in base64, and is nowhere else in a message. */
const MARK_BYTES = 48;

/** Something whose content is put into the message later on; the mark stands for it until the message is built. */
export type Marked = { readonly mark: Buffer };

export function newMark(): Buffer {
  return randomBytes(MARK_BYTES);
}

/** Takes out of a message what stands for its attachments, and says where in the rest it was. They are in their order in it. */
export function withoutMarks(built: Buffer, attachments: readonly Marked[]): { source: Buffer; offsets: number[] } {
  const pieces: Buffer[] = [];
  const offsets: number[] = [];
  let at = 0;
  let length = 0;
  for (const { mark } of attachments) {
    const text = mark.toString('base64');
    const found = built.indexOf(text, at, 'latin1');
    if (found === -1) throw new Error('An attachment has no place in the message.');
    const piece = built.subarray(at, found);
    pieces.push(piece);
    length += piece.byteLength;
    offsets.push(length);
    at = found + text.length;
  }
  return { source: Buffer.concat([...pieces, built.subarray(at)]), offsets };
}
