import { createHash, randomUUID } from 'node:crypto';
import { renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Database } from '../store/database.ts';
import type { StoredFile } from './attachment-store.ts';

/** A file that is being written and has no name of its own yet. */
export type Blob = {
  /** Has used the bytes when it is done. */
  readonly append: (bytes: Uint8Array) => Promise<void>;
  /** Bytes so far. */
  readonly sizeBytes: () => number;
  /** Puts the file in its place, durably. */
  readonly keep: () => Promise<StoredFile>;
  readonly discard: () => Promise<void>;
};

/** What a file is named until its content is known. */
export const UNFINISHED = '.part';

/**
 * Gives what begins a file in a folder. Where the same content is there already, the new file takes its place, so that a
 * damaged one is mended and `sweep` counts its age anew.
 */
export function createBlobWriter(database: Database, folder: string, now: () => Date): () => Promise<Blob> {
  const insert = database.prepare<[string, number]>(
    `INSERT INTO attachments (sha256, size_bytes, fresh) VALUES (?, ?, 1)
     ON CONFLICT (sha256) DO UPDATE SET fresh = fresh + 1`,
  );
  // In one transaction with its row: `sweep` removes files within transactions, and can't come in between.
  const place = database.transaction((temporary: string, { sha256, sizeBytes }: StoredFile) => {
    const file = join(folder, sha256);
    utimesSync(temporary, now(), now());
    try {
      renameSync(temporary, file);
    } catch (error) {
      // Windows replaces no file that somebody reads.
      if (statSync(file, { throwIfNoEntry: false })?.size !== sizeBytes) throw error;
      utimesSync(file, now(), now());
      rmSync(temporary);
    }
    insert.run(sha256, sizeBytes);
  }).immediate;

  return async () => {
    const temporary = join(folder, `${randomUUID()}${UNFINISHED}`);
    const handle = await openNew(temporary);
    const hash = createHash('sha256');
    let sizeBytes = 0;
    return {
      append: async (bytes) => {
        hash.update(bytes);
        await handle.appendFile(bytes);
        sizeBytes += bytes.byteLength;
      },
      sizeBytes: () => sizeBytes,
      keep: async () => {
        await handle.sync();
        await handle.close();
        const stored = { sha256: hash.digest('hex'), sizeBytes };
        place(temporary, stored);
        await syncFolder(folder);
        return stored;
      },
      discard: async () => {
        await handle.close().catch(() => undefined);
        await rm(temporary, { force: true });
      },
    };
  };
}

/** Opens a file that isn't there. Its folder is made anew when somebody has removed it. */
async function openNew(file: string): Promise<FileHandle> {
  try {
    return await open(file, 'wx', 0o600);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    return open(file, 'wx', 0o600);
  }
}

/** Makes a file's name as durable as its content; Windows knows no such thing. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}
