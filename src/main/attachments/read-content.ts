import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

const PIECE_BYTES = 65_536;
// Windows has neither. Without NONBLOCK, a pipe in the file's place would be waited for without end.
const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;

/**
 * Reads a file from its beginning, 64 kB at a time. Throws when it isn't there or is no file, and at its end when its content
 * isn't the one that it is named by: whoever passes it on must not say that it was complete before.
 */
export async function* readContent(path: string, sha256: string): AsyncGenerator<Uint8Array> {
  const handle = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    if (!(await handle.stat()).isFile()) throw new Error(`${sha256} is no file.`);
    const hash = createHash('sha256');
    for (;;) {
      const memory = Buffer.allocUnsafeSlow(PIECE_BYTES);
      const { bytesRead } = await handle.read(memory, 0, PIECE_BYTES, null);
      if (bytesRead === 0) break;
      const piece = memory.subarray(0, bytesRead);
      hash.update(piece);
      yield piece;
    }
    if (hash.digest('hex') !== sha256) throw new Error(`The file ${sha256} has another content.`);
  } finally {
    await handle.close();
  }
}
