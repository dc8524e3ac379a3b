import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from '../../shared/result.ts';
import type { Database } from '../store/database.ts';
import { createBlobWriter } from './blob-writer.ts';
import { readContent } from './read-content.ts';
import { createSweep } from './sweep.ts';
import { createUploads } from './uploads.ts';

/** A file that Postroom has: its content's SHA-256 in hexadecimal digits, by which it is read, and its size. */
export type StoredFile = { readonly sha256: string; readonly sizeBytes: number };

/**
 * The files that go with messages, each content once, in a folder of the data folder. A file is named by its content's
 * SHA-256, so that it never changes, and stays for as long as a delivery or a notification refers to it.
 */
export type AttachmentStore = {
  /**
   * Begins an upload. Refuses a size over LARGEST_ATTACHMENTS_BYTES (ATTACHMENTS_TOO_LARGE) before a byte of it has come, and
   * one more upload than may be open at a time (RATE_LIMITED).
   */
  readonly begin: (input: {
    readonly name: string;
    /** As announced; what comes counts. */
    readonly sizeBytes: number;
  }) => Promise<Result<{ uploadId: string }>>;
  /** Adds the next piece of an upload, in base64 (RFC 4648 section 4). Pieces count in the order of their calls. */
  readonly append: (uploadId: string, base64: string) => Promise<Result<{ receivedBytes: number }>>;
  /** Forgets an upload; false when there is none. Also for one that is finished and used. */
  readonly cancel: (uploadId: string) => Promise<boolean>;
  /** How many bytes of an upload have come; undefined when there is no such upload. */
  readonly receivedBytes: (uploadId: string) => number | undefined;
  /** Keeps what has been uploaded. The upload stays known, and can be finished again, until it is cancelled or an hour old. ATTACHMENT_UNREADABLE when there is none. */
  readonly finish: (uploadId: string) => Promise<Result<StoredFile>>;
  /** Keeps a file that comes in pieces of some hundred kilobytes at most; each is waited for before the next is asked for. */
  readonly addBytes: (pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>) => Promise<StoredFile>;
  /** Reads a file from its beginning, some 64 kB at a time; throws when it isn't there, or at its end when it isn't what was kept. */
  readonly read: (sha256: string) => AsyncIterable<Uint8Array>;
  /** The size of a file, from the file system; undefined when it isn't there. */
  readonly sizeOf: (sha256: string) => number | undefined;
  /** True when all of them are there. Synchronous, so that it can be asked within a transaction. */
  readonly isThere: (sha256: readonly string[]) => boolean;
  /** Removes what neither a delivery nor a notification refers to and isn't fresh, and what interrupted uploads left behind. Gives how many files. */
  readonly sweep: () => Promise<number>;
  /** Removes what has been referred to and isn't any more, such as the files of a message that is forgotten. Gives how many files. */
  readonly release: () => Promise<number>;
  /** Forgets all uploads. */
  readonly close: () => Promise<void>;
};

export type AttachmentDependencies = {
  readonly database: Database;
  readonly dataFolder: string;
  readonly now: () => Date;
};

const SHA256 = /^[0-9a-f]{64}$/;

/** Opens the folder, making it when it isn't there (mode 0700; its files get 0600). */
export function createAttachmentStore({ database, dataFolder, now }: AttachmentDependencies): AttachmentStore {
  const folder = join(dataFolder, 'attachments');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const write = createBlobWriter(database, folder, now);
  const { forgetOld, ...uploads } = createUploads(write, now);
  const { sweep, release } = createSweep(database, folder, now);

  const sizeOf = (sha256: string): number | undefined => {
    const file = statSync(pathOf(folder, sha256), { throwIfNoEntry: false });
    return file?.isFile() === true ? file.size : undefined;
  };

  return {
    ...uploads,
    addBytes: async (pieces) => {
      const blob = await write();
      try {
        for await (const piece of pieces) await blob.append(piece);
        return await blob.keep();
      } catch (error) {
        await blob.discard();
        throw error;
      }
    },
    read: (sha256) => readContent(pathOf(folder, sha256), sha256),
    sizeOf,
    isThere: (all) => all.every((sha256) => sizeOf(sha256) !== undefined),
    sweep: async () => {
      await forgetOld();
      return sweep();
    },
    release,
  };
}

function pathOf(folder: string, sha256: string): string {
  if (!SHA256.test(sha256)) throw new Error('Not the name of a file that is kept.');
  return join(folder, sha256);
}
