import { LARGEST_ATTACHMENTS_BYTES } from '../../shared/action.ts';
import { t } from '../../shared/catalogue/index.ts';
import type { ParsedInput } from '../../shared/contract.ts';
import type { Notification } from '../../shared/notification.ts';
import { type Failure, fail, type Result, succeed } from '../../shared/result.ts';
import type { SettingsDraft } from '../../shared/settings.ts';
import type { AttachmentStore, StoredFile } from '../attachments/attachment-store.ts';
import { decodedBytes, isLongBase64, piecesOf } from '../attachments/base64.ts';

/** A fixed file of a notification, as Postroom keeps it. */
export type FixedFile = StoredFile & { readonly file: string };

/** A file of an Action whose size is known; it is kept when the Action goes through. */
export type ActionFile = {
  readonly name: string;
  readonly sizeBytes: number;
  readonly keep: () => Promise<Result<StoredFile>>;
};

type Given = ParsedInput<'actions.run'>['attachments'][number];
type Attachments = Pick<AttachmentStore, 'receivedBytes' | 'finish' | 'addBytes' | 'sizeOf'>;

/**
 * Gathers what goes along with a notification, in the notification's order: its fixed files, and what the Action gives for its
 * slots, any number for each. Nothing is kept yet. Fails with INVALID_INPUT for a slot that the notification doesn't have and
 * for what is no base64, ATTACHMENT_MISSING for a slot that has to be filled, and ATTACHMENT_UNREADABLE for a file that isn't there.
 * A file that is yet to be uploaded counts with the size that it is said to have, and can't be kept.
 */
export async function gatherFiles(
  notification: Notification,
  fixed: readonly FixedFile[],
  given: readonly Given[],
  attachments: Attachments,
): Promise<Result<readonly ActionFile[]>> {
  const slots = new Set(notification.attachments.flatMap((each) => ('slot' in each ? [each.slot] : [])));
  const stray = given.find(({ slot }) => !slots.has(slot));
  if (stray !== undefined)
    return fail(invalid(t('action.slot.unknown', { notification: notification.name, slot: stray.slot.slice(0, 80) })));
  const unfilled = notification.attachments.flatMap((each) =>
    'slot' in each && each.required && !given.some(({ slot }) => slot === each.slot) ? [each.slot] : [],
  );
  if (unfilled.length > 0) return fail(missing(notification.name, unfilled));
  const files: ActionFile[] = [];
  for (const each of notification.attachments) {
    const results =
      'file' in each
        ? [fixedFile(each.file, fixed, attachments)]
        : await Promise.all(given.filter(({ slot }) => slot === each.slot).map((file) => givenFile(file, attachments)));
    for (const result of results) {
      if (!result.ok) return fail(result.error);
      files.push(result.value);
    }
  }
  return succeed(files);
}

/** How many bytes the attachments of a message may have together, before they are encoded. */
export function attachmentLimit({ message }: SettingsDraft): number {
  return message.limitAttachments ? message.attachmentLimitMb * 1_048_576 : LARGEST_ATTACHMENTS_BYTES;
}

/** Finds a fixed file as it is kept. ATTACHMENT_UNREADABLE when it is not there. */
export function fixedFile(
  name: string,
  fixed: readonly FixedFile[],
  { sizeOf }: Pick<Attachments, 'sizeOf'>,
): Result<ActionFile> {
  const stored = fixed.find(({ file }) => file === name);
  if (stored === undefined || sizeOf(stored.sha256) !== stored.sizeBytes)
    return fail(unreadable(t('action.file.notKept', { name }), t('action.file.notKept.help')));
  return succeed({ name, sizeBytes: stored.sizeBytes, keep: async () => succeed(stored) });
}

async function givenFile(given: Given, attachments: Attachments): Promise<Result<ActionFile>> {
  const { name, base64, uploadId, sizeBytes } = given;
  if (base64 !== undefined && uploadId !== undefined) return fail(invalid(t('action.file.twice', { name })));
  if (base64 !== undefined) {
    if (!(await isLongBase64(base64))) return fail(invalid(t('action.file.notBase64', { name })));
    const keep = async () => succeed(await attachments.addBytes(piecesOf(base64)));
    return succeed({ name, sizeBytes: decodedBytes(base64), keep });
  }
  if (uploadId !== undefined) {
    const received = attachments.receivedBytes(uploadId);
    if (received === undefined) return fail(notUploaded(name));
    return succeed({ name, sizeBytes: received, keep: () => attachments.finish(uploadId) });
  }
  if (sizeBytes === undefined) return fail(notUploaded(name));
  return succeed({ name, sizeBytes, keep: async () => fail(notUploaded(name)) });
}

function missing(notification: string, slots: readonly string[]): Failure {
  return {
    code: 'ATTACHMENT_MISSING',
    field: 'attachments',
    message: t('action.slot.unfilled', { notification, slots: slots.join(', ') }),
  };
}

function notUploaded(name: string): Failure {
  return unreadable(t('action.file.notUploaded', { name }), t('action.file.notUploaded.help'));
}

function unreadable(message: string, help: string): Failure {
  return { code: 'ATTACHMENT_UNREADABLE', field: 'attachments', message, help };
}

function invalid(message: string): Failure {
  return { code: 'INVALID_INPUT', field: 'attachments', message };
}
