import { closeSync, openSync, readSync } from 'node:fs';

/** Sizes in SQLite's write-ahead log (SQLite's file format, sections 4.1 and 4.2). */
export const WAL_HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;

/** How far a write-ahead log goes. Another salt: it was begun anew, and everything before is in the database itself. */
export type WalEnd = {
  readonly salt: string;
  /** Bytes up to the last commit. */
  readonly bytes: number;
};

type Frame = { readonly page: number; readonly isCommit: boolean; readonly endsAt: number };

/**
 * Reads how far a log goes. What is left in the file from an earlier time has another salt, and doesn't count.
 *
 * @param known an earlier answer, from which it is read on
 */
export function walEnd(file: string, known?: WalEnd): WalEnd {
  return reading(file, (descriptor) => {
    const { salt, frames } = read(descriptor, known);
    let bytes = known?.salt === salt ? known.bytes : WAL_HEADER_BYTES;
    for (const { isCommit, endsAt } of frames) if (isCommit) bytes = endsAt;
    return { salt, bytes };
  });
}

/** Gives the pages that have been written up to there, by their numbers, and the size of each. */
export function pagesUpTo(
  file: string,
  end: WalEnd,
): { readonly pages: readonly number[]; readonly pageBytes: number } {
  return reading(file, (descriptor) => {
    const { frames, pageBytes } = read(descriptor);
    const pages = new Set<number>();
    for (const { page, endsAt } of frames) if (endsAt <= end.bytes) pages.add(page);
    return { pages: [...pages], pageBytes };
  });
}

function read(descriptor: number, known?: WalEnd) {
  const header = Buffer.alloc(WAL_HEADER_BYTES);
  const isThere = readSync(descriptor, header, 0, WAL_HEADER_BYTES, 0) === WAL_HEADER_BYTES;
  const pageBytes = header.readUInt32BE(8);
  const salt = isThere ? header.toString('hex', 16, 24) : '';
  const from = known !== undefined && known.salt === salt ? known.bytes : WAL_HEADER_BYTES;
  return { salt, pageBytes, frames: isThere ? framesFrom(descriptor, from, pageBytes, salt) : [] };
}

function* framesFrom(descriptor: number, from: number, pageBytes: number, salt: string): Generator<Frame> {
  const header = Buffer.alloc(FRAME_HEADER_BYTES);
  for (let at = from; readSync(descriptor, header, 0, FRAME_HEADER_BYTES, at) === FRAME_HEADER_BYTES; ) {
    if (header.toString('hex', 8, 16) !== salt) return;
    at += FRAME_HEADER_BYTES + pageBytes;
    // The size of the database stands in a commit's last frame only.
    yield { page: header.readUInt32BE(0), isCommit: header.readUInt32BE(4) !== 0, endsAt: at };
  }
}

function reading<T>(file: string, work: (descriptor: number) => T): T {
  const descriptor = openSync(file, 'r');
  try {
    return work(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
