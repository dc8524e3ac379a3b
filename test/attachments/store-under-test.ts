import { join } from 'node:path';
import { type AttachmentStore, createAttachmentStore } from '../../src/main/attachments/attachment-store.ts';
import { type Database, openDatabase } from '../../src/main/store/database.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';

export type StoreUnderTest = {
  readonly database: Database;
  readonly store: AttachmentStore;
  readonly dataFolder: string;
  /** Where the files are. */
  readonly folder: string;
  /** Moves the clock on. */
  readonly later: (ms: number) => void;
  readonly now: () => Date;
  /** Opens the folder as another process would. */
  readonly another: () => { readonly database: Database; readonly store: AttachmentStore };
  readonly close: () => Promise<void>;
};

/** A real database and folder of attachments in a folder of its own. */
export async function openStoreUnderTest(): Promise<StoreUnderTest> {
  const temporary = await makeTemporaryFolder('attachments');
  const dataFolder = temporary.path;
  let ahead = 0;
  const now = () => new Date(Date.now() + ahead);
  const opened: { readonly database: Database; readonly store: AttachmentStore }[] = [];
  const another = () => {
    const result = openDatabase(dataFolder);
    if (!result.ok) throw new Error(result.error.message);
    const database = result.value;
    const each = { database, store: createAttachmentStore({ database, dataFolder, now }) };
    opened.push(each);
    return each;
  };
  return {
    ...another(),
    dataFolder,
    folder: join(dataFolder, 'attachments'),
    later: (ms) => {
      ahead += ms;
    },
    now,
    another,
    close: async () => {
      for (const { database, store } of opened) {
        await store.close();
        database.close();
      }
      await temporary.remove();
    },
  };
}

/** Uploads content in pieces, and keeps it. */
export async function upload(store: AttachmentStore, name: string, content: Uint8Array, piece = 1_000_000) {
  const begun = await store.begin({ name, sizeBytes: content.byteLength });
  if (!begun.ok) throw new Error(begun.error.message);
  const { uploadId } = begun.value;
  for (let at = 0; at < content.byteLength; at += piece) {
    const appended = await store.append(uploadId, Buffer.from(content.subarray(at, at + piece)).toString('base64'));
    if (!appended.ok) throw new Error(appended.error.message);
  }
  return uploadId;
}
