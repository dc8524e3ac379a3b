import { t } from '../../shared/catalogue/index.ts';
import type { FileContent } from '../../shared/message.ts';
import type { Notification, NotificationView } from '../../shared/notification.ts';
import { type Failure, fail, type Result, succeed } from '../../shared/result.ts';
import type { AttachmentStore } from '../attachments/attachment-store.ts';
import { contentTypeOf } from '../message/content-type.ts';
import type { FixedFile } from './action-files.ts';
import type { NotificationRecord } from './notification-store.ts';

type Uploaded = readonly { readonly file: string; readonly uploadId: string }[];

/** A file that is looked at is in memory whole, in base64. */
const LARGEST_SHOWN_BYTES = 50 * 1_048_576;

/**
 * Gives the fixed files that a notification is to have: those that have just been uploaded, and of the others those that were
 * there before. Fails with INVALID_INPUT for a file that isn't among its attachments, ATTACHMENT_UNREADABLE for an upload that
 * is gone.
 */
export async function collectFiles(
  notification: Notification,
  uploaded: Uploaded,
  before: readonly FixedFile[],
  attachments: Pick<AttachmentStore, 'finish'>,
): Promise<Result<readonly FixedFile[]>> {
  const names = fixedFilesOf(notification);
  const stray = uploaded.find(({ file }) => !names.includes(file));
  if (stray !== undefined) return fail(invalid(t('notificationFile.notListed', { file: stray.file })));
  const files: FixedFile[] = [];
  for (const file of names) {
    const upload = uploaded.findLast((each) => each.file === file);
    const known = before.find((each) => each.file === file);
    if (upload === undefined) {
      if (known !== undefined) files.push(known);
      continue;
    }
    const stored = await attachments.finish(upload.uploadId);
    if (!stored.ok) return fail({ ...stored.error, field: 'files' });
    files.push({ ...stored.value, file });
  }
  return succeed(files);
}

/** Forgets uploads that are of no more use. */
export async function forgetUploads(uploaded: Uploaded, attachments: Pick<AttachmentStore, 'cancel'>): Promise<void> {
  for (const { uploadId } of uploaded) await attachments.cancel(uploadId);
}

/** Says which fixed files are there, and what is the matter with the others. */
export function viewFiles(
  record: NotificationRecord,
  { sizeOf }: Pick<AttachmentStore, 'sizeOf'>,
): Pick<NotificationView, 'files' | 'notices'> {
  const files = fixedFilesOf(record.notification).map((file) => {
    const stored = record.files.find((each) => each.file === file);
    const isThere = stored !== undefined && sizeOf(stored.sha256) === stored.sizeBytes;
    return { file, sizeBytes: isThere ? stored.sizeBytes : null };
  });
  const missing = files.filter(({ sizeBytes }) => sizeBytes === null);
  return {
    files,
    notices: [...record.notices, ...missing.map(({ file }) => t('notificationFile.notUploaded', { file }))],
  };
}

/** Reads a fixed file. NOT_FOUND when the notification has none of that name, ATTACHMENT_UNREADABLE when it isn't there or too large to be shown. */
export async function readFile(
  record: NotificationRecord,
  file: string,
  { sizeOf, read }: Pick<AttachmentStore, 'sizeOf' | 'read'>,
): Promise<Result<FileContent>> {
  if (!fixedFilesOf(record.notification).includes(file))
    return fail({ code: 'NOT_FOUND', field: 'file', message: t('notification.noFile', { file }) });
  const stored = record.files.find((each) => each.file === file);
  if (stored === undefined || sizeOf(stored.sha256) !== stored.sizeBytes)
    return fail({ code: 'ATTACHMENT_UNREADABLE', field: 'file', message: t('notificationFile.notUploaded', { file }) });
  if (stored.sizeBytes > LARGEST_SHOWN_BYTES)
    return fail({ code: 'ATTACHMENT_UNREADABLE', field: 'file', message: t('notificationFile.tooLarge', { file }) });
  const pieces: Uint8Array[] = [];
  try {
    for await (const piece of read(stored.sha256)) pieces.push(piece);
  } catch {
    return fail({ code: 'ATTACHMENT_UNREADABLE', field: 'file', message: t('notificationFile.notUploaded', { file }) });
  }
  const base64 = Buffer.concat(pieces).toString('base64');
  return succeed({ fileName: file, contentType: contentTypeOf(file), base64 });
}

export function fixedFilesOf(notification: Notification): string[] {
  return notification.attachments.flatMap((each) => ('file' in each ? [each.file] : []));
}

function invalid(message: string): Failure {
  return { code: 'INVALID_INPUT', message, field: 'files' };
}
