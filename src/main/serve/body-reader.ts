const MIB = 1_048_576;

/** Bytes of one body. Nearly all of them are files: what isn't, is bounded by its parts. */
export const NOTIFY_LIMIT_BYTES = 32 * MIB;
/** Bytes of all bodies that are in memory at a time. */
const ALL_BYTES = 128 * MIB;
/** Commas, brackets and braces that don't stand in a text: what takes long to parse has many. */
export const MOST_PARTS = 10_000;

const [COMMA, BRACKET, BRACE, QUOTE, BACKSLASH] = [0x2c, 0x5b, 0x7b, 0x22, 0x5c];

export type ReadBody = { readonly text: string; readonly release: () => void } | { readonly refused: Refused };

/** Why a body is not taken: its bytes, its parts, what others have in memory already, or that it is no text. */
export type Refused = 'too-large' | 'too-many-parts' | 'too-many' | 'not-text';

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
    const parts = createCount();
    const release = () => {
      inMemory -= size;
      size = 0;
    };
    const refuse = (refused: Refused) => {
      release();
      return { refused };
    };
    try {
      for await (const chunk of body ?? []) {
        size += chunk.byteLength;
        inMemory += chunk.byteLength;
        parts.look(chunk);
        if (size > NOTIFY_LIMIT_BYTES) return refuse('too-large');
        if (inMemory > ALL_BYTES) return refuse('too-many');
        // Read to its end all the same: whoever is still sending would not see the answer.
        if (parts.count() > MOST_PARTS) pieces.length = 0;
        else pieces.push(decoder.decode(chunk, { stream: true }));
      }
      if (parts.count() > MOST_PARTS) return refuse('too-many-parts');
      pieces.push(decoder.decode());
    } catch (error) {
      const { refused } = refuse('not-text');
      if (error instanceof TypeError) return { refused };
      throw error;
    }
    return { text: pieces.join(''), release };
  };
}

/** Counts the parts of JSON that comes in pieces. */
function createCount(): { readonly look: (chunk: Uint8Array) => void; readonly count: () => number } {
  let parts = 0;
  let quoted = false;
  let escaped = false;
  return {
    count: () => parts,
    look: (chunk) => {
      // By index: going through by iterator takes ten times as long.
      for (let index = 0; index < chunk.length; index++) {
        const byte = chunk[index];
        if (escaped) escaped = false;
        else if (byte === QUOTE) quoted = !quoted;
        else if (quoted) escaped = byte === BACKSLASH;
        else if (byte === COMMA || byte === BRACKET || byte === BRACE) parts++;
      }
    },
  };
}
