const [CR, LF, DOT] = [0x0d, 0x0a, 0x2e];
const INSERTED = { cr: Buffer.from('\r'), lf: Buffer.from('\n'), dot: Buffer.from('.'), lfAndDot: Buffer.from('\n.') };
const END = Buffer.from('.\r\n');
const END_AFTER_CR = Buffer.from('\n.\r\n');
const END_OF_LINE_FIRST = Buffer.from('\r\n.\r\n');

/**
 * Makes a message fit for DATA, piece by piece: a line that begins with a dot gets another one (RFC 5321 section 4.5.2), and a CR
 * or LF that stands alone becomes CRLF, because a server that takes either for the end of a line could be shown a final dot that is
 * none.
 */
export class DotStuffer {
  #last = LF;

  /** Gives the next piece, the very same bytes when there is nothing to add. */
  stuff(piece: Uint8Array): Uint8Array {
    let last = this.#last;
    let parts: Uint8Array[] | undefined;
    let copied = 0;
    for (let index = 0; index < piece.length; index++) {
      const byte = piece[index] as number;
      if (last !== CR ? (byte === DOT && last === LF) || byte === LF : byte !== LF) {
        parts ??= [];
        if (index > copied) parts.push(piece.subarray(copied, index));
        parts.push(missing(last, byte));
        copied = index;
      }
      last = byte;
    }
    this.#last = last;
    if (parts === undefined) return piece;
    parts.push(piece.subarray(copied));
    return Buffer.concat(parts);
  }

  /** Ends the last line, if it has no end, and gives the final dot. */
  end(): Uint8Array {
    if (this.#last === LF) return END;
    return this.#last === CR ? END_AFTER_CR : END_OF_LINE_FIRST;
  }
}

function missing(last: number, byte: number): Uint8Array {
  if (last === CR) return byte === DOT ? INSERTED.lfAndDot : INSERTED.lf;
  return byte === LF ? INSERTED.cr : INSERTED.dot;
}
