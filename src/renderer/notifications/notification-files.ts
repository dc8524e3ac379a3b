import { t } from '../../shared/catalogue/index.ts';
import type { NotificationRow } from '../../shared/notification.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import { bridge } from '../data/call.ts';
import { uploadFiles } from '../data/upload-files.ts';
import { formatCount } from '../ui/format.ts';
import { saveText } from '../ui/save-file.ts';

/** Characters that an import takes. */
const TEXT_LIMIT = 2_000_000;

/** Has the browser save each notification as a file of its own. */
export async function exportNotifications(rows: readonly NotificationRow[]): Promise<Result<null>> {
  for (const { id, name } of rows) {
    const exported = await bridge().invoke('notifications.export', { id });
    if (!exported.ok) return fail(exported.error);
    saveText(`${name}.json`, exported.value.text);
  }
  return succeed(null);
}

/**
 * Takes notifications from files, one each. Files that they attach can be chosen along with them.
 *
 * @returns what was taken, in words; the first Failure ends it, and what came before it stays
 */
export async function importNotifications(files: readonly File[]): Promise<Result<string>> {
  const documents = files.filter((file) => file.name.toLowerCase().endsWith('.json'));
  if (documents.length === 0)
    return fail({ code: 'INVALID_INPUT', message: t('notificationList.import.none', { name: files[0]?.name ?? '' }) });
  const names: string[] = [];
  for (const document of documents) {
    const imported = await importOne(document, files);
    if (!imported.ok) return imported;
    names.push(imported.value);
  }
  return succeed(
    names.length === 1
      ? t('notificationList.imported.one', { name: names[0] ?? '' })
      : t('notificationList.imported.several', { count: formatCount(names.length) }),
  );
}

async function importOne(document: File, files: readonly File[]): Promise<Result<string>> {
  if (document.size > TEXT_LIMIT)
    return fail({ code: 'INVALID_INPUT', message: t('notificationList.import.tooLarge', { name: document.name }) });
  const text = await document.text().catch(() => undefined);
  if (text === undefined)
    return fail({ code: 'INVALID_INPUT', message: t('uploading.unreadable', { name: document.name }) });
  const wanted = attachedIn(text);
  const attached = files.filter((file) => file !== document && wanted.has(file.name));
  const uploaded = await uploadFiles(attached, { signal: new AbortController().signal, onProgress: () => undefined });
  if (!uploaded.ok) return fail(uploaded.error);
  const imported = await bridge().invoke('notifications.import', {
    text,
    files: attached.map((file, index) => ({ file: file.name, uploadId: uploaded.value[index] ?? '' })),
  });
  if (imported.ok) return succeed(imported.value.view.notification.name);
  const { code, message, ...rest } = imported.error;
  return fail({
    ...rest,
    code,
    message: t('notificationList.import.refused', { name: document.name, reason: message }),
  });
}

/** Gives the names of the files that a document attaches. Whether it is right is for main to say. */
function attachedIn(text: string): ReadonlySet<string> {
  try {
    const { attachments } = JSON.parse(text) as { attachments?: unknown };
    const list: readonly unknown[] = Array.isArray(attachments) ? attachments : [];
    return new Set(list.flatMap((each) => (hasFile(each) ? [each.file] : [])));
  } catch {
    return new Set();
  }
}

function hasFile(each: unknown): each is { file: string } {
  return typeof each === 'object' && each !== null && 'file' in each && typeof each.file === 'string';
}
