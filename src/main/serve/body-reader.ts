const MIB = 1_048_576;

/** Bytes of one body. Nearly all of them are files: what isn't, is bounded by its parts. */
export const NOTIFY_LIMIT_BYTES = 32 * MIB;
/** Bytes of all bodies that are in memory at a time. */
const ALL_BYTES = 128 * MIB;
/** Commas, brackets and braces, of which base64 has none: what takes long to parse has many. */
const MOST_PARTS = 100_000;

const [COMMA, BRACKET, BRACE] = [0x2c, 0x5b, 0x7b];

export type ReadBody =
  | { readonly text: string; readonly release: () => void }
  | { readonly refused: 'too-large' | 'too-many' | 'not-text' };

/**
 * Makes a reader of large JSON bodies, whose memory is bounded for all of them together. A text is decoded as it comes, so
 * that nothing is held up; `release` says that it isn't needed any more.
 */
export function createBodyReader(): (body: ReadableStream<Uint8Array> | null) => Promise<ReadBody> {
  let inMemory = 0;
  return async (body) => {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    const pieces: string[] = [];
    let size = 0;
    let parts = 0;
    const release = () => {
      inMemory -= size;
      size = 0;
    };
    const refuse = (refused: 'too-large' | 'too-many' | 'not-text') => {
      release();
      return { refused };
    };
    try {
      for await (const chunk of body ?? []) {
        size += chunk.byteLength;
        inMemory += chunk.byteLength;
        parts += partsIn(chunk);
        if (size > NOTIFY_LIMIT_BYTES || parts > MOST_PARTS) return refuse('too-large');
        if (inMemory > ALL_BYTES) return refuse('too-many');
        pieces.push(decoder.decode(chunk, { stream: true }));
      }
      pieces.push(decoder.decode());
    } catch (error) {
      const { refused } = refuse('not-text');
      if (error instanceof TypeError) return { refused };
      throw error;
    }
    return { text: pieces.join(''), release };
  };
}

// Counted by index: going through by iterator takes ten times as long.
function partsIn(chunk: Uint8Array): number {
  let parts = 0;
  for (let index = 0; index < chunk.length; index++) {
    const byte = chunk[index];
    if (byte === COMMA || byte === BRACKET || byte === BRACE) parts++;
  }
  return parts;
}
