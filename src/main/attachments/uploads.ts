import { randomUUID } from 'node:crypto';
import { LARGEST_ATTACHMENTS_BYTES } from '../../shared/action.ts';
import { t } from '../../shared/catalogue/index.ts';
import { type Failure, fail, type Result, succeed } from '../../shared/result.ts';
import { tooLarge } from './attachment-limit.ts';
import type { AttachmentStore, StoredFile } from './attachment-store.ts';
import { decodedBytes, isBase64, piecesOf } from './base64.ts';
import type { Blob } from './blob-writer.ts';

/** An Action may bring a hundred files, and more than one may be at work. */
const MOST_UPLOADS = 250;
/** Pieces of one upload that may wait to be written. */
const MOST_WAITING = 8;
const FORGOTTEN_AFTER_MS = 3_600_000;

type Upload = {
  readonly name: string;
  readonly blob: Blob;
  /** What is done with it is done one after the other. */
  last: Promise<unknown>;
  waiting: number;
  touchedAt: number;
  stored: StoredFile | undefined;
};

export type Uploads = Pick<AttachmentStore, 'begin' | 'append' | 'cancel' | 'receivedBytes' | 'finish' | 'close'> & {
  /** Forgets what nobody has gone on with for an hour. */
  readonly forgetOld: () => Promise<void>;
};

/** Keeps the uploads of this process. A file that can't be written, such as on a full disk, throws and is forgotten. */
export function createUploads(write: () => Promise<Blob>, now: () => Date): Uploads {
  const uploads = new Map<string, Upload>();
  /** Those that are being opened count as well. */
  let opening = 0;

  async function discard(uploadId: string): Promise<boolean> {
    const upload = uploads.get(uploadId);
    if (upload === undefined) return false;
    uploads.delete(uploadId);
    await upload.last.catch(() => undefined);
    if (upload.stored === undefined) await upload.blob.discard();
    return true;
  }

  async function forgetOld(): Promise<void> {
    const before = now().getTime() - FORGOTTEN_AFTER_MS;
    for (const [uploadId, { touchedAt }] of uploads) if (touchedAt < before) await discard(uploadId);
  }

  /** Does the next thing with an upload; when that fails, there is nothing to go on with. */
  async function next<T>(uploadId: string, upload: Upload, work: () => Promise<T>): Promise<T> {
    upload.touchedAt = now().getTime();
    upload.waiting++;
    const done = upload.last.then(work);
    upload.last = done.catch(() => undefined);
    try {
      return await done;
    } catch (error) {
      await discard(uploadId);
      throw error;
    } finally {
      upload.waiting--;
    }
  }

  return {
    begin: async ({ name, sizeBytes }) => {
      if (sizeBytes > LARGEST_ATTACHMENTS_BYTES)
        return fail(tooLarge([{ name, sizeBytes }], LARGEST_ATTACHMENTS_BYTES));
      await forgetOld();
      if (uploads.size + opening >= MOST_UPLOADS)
        return fail({ code: 'RATE_LIMITED', message: t('upload.tooMany', { limit: MOST_UPLOADS }) });
      opening++;
      try {
        const blob = await write();
        const uploadId = randomUUID();
        const touchedAt = now().getTime();
        uploads.set(uploadId, { name, blob, last: Promise.resolve(), waiting: 0, touchedAt, stored: undefined });
        return succeed({ uploadId });
      } finally {
        opening--;
      }
    },
    append: async (uploadId, base64) => {
      const upload = uploads.get(uploadId);
      if (upload === undefined) return fail(noSuchUpload());
      if (upload.stored !== undefined)
        return fail({ code: 'INVALID_INPUT', field: 'uploadId', message: t('upload.finished') });
      if (upload.waiting >= MOST_WAITING) return fail({ code: 'RATE_LIMITED', message: t('upload.tooFast') });
      if (!isBase64(base64)) return fail({ code: 'INVALID_INPUT', field: 'base64', message: t('upload.notBase64') });
      return next(uploadId, upload, async (): Promise<Result<{ receivedBytes: number }>> => {
        const { name, blob } = upload;
        const sizeBytes = blob.sizeBytes() + decodedBytes(base64);
        if (sizeBytes > LARGEST_ATTACHMENTS_BYTES) {
          uploads.delete(uploadId);
          await blob.discard();
          return fail(tooLarge([{ name, sizeBytes }], LARGEST_ATTACHMENTS_BYTES));
        }
        // Forgotten, or finished, while it waited.
        if (uploads.get(uploadId) !== upload || upload.stored !== undefined) return fail(noSuchUpload());
        for (const piece of piecesOf(base64)) await blob.append(piece);
        return succeed({ receivedBytes: blob.sizeBytes() });
      });
    },
    cancel: discard,
    receivedBytes: (uploadId) => uploads.get(uploadId)?.blob.sizeBytes(),
    finish: async (uploadId) => {
      const upload = uploads.get(uploadId);
      if (upload === undefined)
        return fail({ code: 'ATTACHMENT_UNREADABLE', message: t('upload.gone'), help: t('upload.gone.help') });
      const stored = await next(uploadId, upload, async () => {
        upload.stored ??= await upload.blob.keep();
        return upload.stored;
      });
      return succeed(stored);
    },
    close: async () => {
      for (const uploadId of [...uploads.keys()]) await discard(uploadId);
    },
    forgetOld,
  };
}

function noSuchUpload(): Failure {
  return { code: 'NOT_FOUND', field: 'uploadId', message: t('upload.gone'), help: t('upload.gone.help') };
}
