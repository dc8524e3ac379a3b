/** A file's place in a message. */
export type PlacedFile = {
  /** Where in the source it goes, counted in the source's own bytes. */
  readonly byteOffset: number;
  readonly sha256: string;
  readonly sizeBytes: number;
};

export type WholeMessage = {
  readonly sizeBytes: number;
  /** What it has given is overwritten when it is asked for more. */
  readonly chunks: () => AsyncIterable<Uint8Array>;
};

/** Bytes of a line of 76 characters (RFC 2045 section 6.8). */
const LINE_BYTES = 57;
const LINE_CHARACTERS = 76;
/** Lines that are encoded at a time: some 64 kB. */
const LINES = 840;
const CR = 0x0d;
const LF = 0x0a;
const SOURCE_CHUNK = 65_536;

/**
 * Gives a message with its files put in: base64 in lines of 76 characters with CRLF between them (RFC 2045 section 6.8). No
 * more than some 64 kB of it are ever in memory beside the source. Reading throws when a file isn't there or doesn't have its size.
 *
 * @param source the message but for its files, with CRLF
 * @param files in the order of their offsets
 * @param read gives a file's content in pieces of any size
 */
export function wholeMessage(
  source: Uint8Array,
  files: readonly PlacedFile[],
  read: (sha256: string) => AsyncIterable<Uint8Array>,
): WholeMessage {
  const sizeBytes = files.reduce((sum, file) => sum + encodedBytes(file.sizeBytes), source.byteLength);
  async function* chunks(): AsyncGenerator<Uint8Array> {
    let at = 0;
    for (const file of files) {
      yield* slices(source.subarray(at, file.byteOffset));
      at = file.byteOffset;
      yield* encoded(file, read);
    }
    yield* slices(source.subarray(at));
  }
  return { sizeBytes, chunks };
}

/** How long a file is in base64 with its line breaks. The last line has none. */
export function encodedBytes(sizeBytes: number): number {
  if (sizeBytes === 0) return 0;
  const characters = Math.ceil(sizeBytes / 3) * 4;
  return characters + 2 * (Math.ceil(characters / LINE_CHARACTERS) - 1);
}

function* slices(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += SOURCE_CHUNK) yield bytes.subarray(at, at + SOURCE_CHUNK);
}

async function* encoded(
  { sha256, sizeBytes }: PlacedFile,
  read: (sha256: string) => AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const block = Buffer.allocUnsafe(LINES * LINE_BYTES);
  const target = Buffer.allocUnsafe(encodedBytes(block.byteLength) + 2);
  let filled = 0;
  let done = 0;
  for await (const piece of read(sha256)) {
    for (let at = 0; at < piece.byteLength; ) {
      const part = piece.subarray(at, at + block.byteLength - filled);
      block.set(part, filled);
      filled += part.byteLength;
      at += part.byteLength;
      if (filled < block.byteLength) continue;
      if (done + filled > sizeBytes) throw changed(sha256);
      yield lines(block, target, done > 0);
      done += filled;
      filled = 0;
    }
  }
  if (done + filled !== sizeBytes) throw changed(sha256);
  if (filled > 0) yield lines(block.subarray(0, filled), target, done > 0);
}

/** Encodes lines of 57 bytes, of which the last may be shorter, into `target`, and gives the part of it that is used. The line break before a block is its own: the last line of all has none after it. */
function lines(bytes: Buffer, target: Buffer, continued: boolean): Uint8Array {
  let at = 0;
  for (let from = 0; from < bytes.byteLength; from += LINE_BYTES) {
    if (from > 0 || continued) {
      target[at++] = CR;
      target[at++] = LF;
    }
    // By line: one string of all of it would be garbage at once, and much of it before it is collected.
    at += target.write(bytes.toString('base64', from, Math.min(from + LINE_BYTES, bytes.byteLength)), at, 'latin1');
  }
  return target.subarray(0, at);
}

function changed(sha256: string): Error {
  return new Error(`The file ${sha256} doesn't have its size any more.`);
}
