import { t } from '../../shared/catalogue/index.ts';
import type { Output, ParsedInput } from '../../shared/contract.ts';
import type { FileContent } from '../../shared/message.ts';
import type { NotificationPreview, NotificationView } from '../../shared/notification.ts';
import { type Failure, fail, type Result, succeed } from '../../shared/result.ts';
import type { AttachmentStore } from '../attachments/attachment-store.ts';
import type { SettingsService } from '../settings/settings-service.ts';
import { checkNotification } from './notification-check.ts';
import { readNotification, writeNotification } from './notification-document.ts';
import { collectFiles, fixedFilesOf, forgetUploads, readFile, viewFiles } from './notification-files.ts';
import { freeName } from './notification-name.ts';
import { previewNotification } from './notification-preview.ts';
import type { NotificationChange, NotificationRecord, NotificationStore } from './notification-store.ts';

const KEPT_AFTER_REMOVAL_MS = 30 * 86_400_000;

type Uploaded = ParsedInput<'notifications.save'>['files'];

/** Keeps the E-mail Notifications. */
export type Notifications = {
  readonly list: (input: ParsedInput<'notifications.list'>) => Output<'notifications.list'>;
  readonly get: (input: ParsedInput<'notifications.get'>) => Result<NotificationView>;
  readonly save: (input: ParsedInput<'notifications.save'>) => Promise<Result<NotificationView>>;
  readonly duplicate: (id: number) => Result<NotificationView>;
  readonly setEnabled: (ids: readonly number[], enabled: boolean) => { changed: number };
  /** Can be taken back for 30 days. */
  readonly remove: (ids: readonly number[]) => { changed: number };
  readonly restore: (ids: readonly number[]) => { changed: number };
  readonly preview: (input: ParsedInput<'notifications.preview'>) => Promise<NotificationPreview>;
  readonly importText: (input: ParsedInput<'notifications.import'>) => Promise<Result<Output<'notifications.import'>>>;
  readonly exportText: (input: ParsedInput<'notifications.export'>) => Result<Output<'notifications.export'>>;
  readonly file: (id: number, file: string) => Promise<Result<FileContent>>;
  /** Forgets for good what was deleted more than 30 days ago. */
  readonly tidyUp: () => void;
};

export type NotificationDependencies = {
  readonly store: NotificationStore;
  readonly attachments: Pick<AttachmentStore, 'finish' | 'cancel' | 'sizeOf' | 'read'>;
  readonly settings: Pick<SettingsService, 'active'>;
  readonly now: () => Date;
  readonly changed: () => void;
};

export function createNotifications(dependencies: NotificationDependencies): Notifications {
  const { store, attachments, settings, now, changed } = dependencies;
  const at = () => now().toISOString();

  function viewOf(record: NotificationRecord): NotificationView {
    const { id, version, createdAt, updatedAt, notification } = record;
    return { id, version, createdAt, updatedAt, notification, ...viewFiles(record, attachments) };
  }

  function find(which: ParsedInput<'notifications.get'>): Result<NotificationRecord> {
    const record = 'id' in which ? store.get(which.id) : store.find(which.name.trim());
    if (record !== undefined) return succeed(record);
    return fail('id' in which ? noSuchId(which.id) : noSuchName(which.name));
  }

  function saved(change: NotificationChange): Result<NotificationView> {
    const { name } = change.notification;
    const id = store.save(change, at());
    if (id === 'name-taken')
      return fail({ code: 'INVALID_INPUT', field: 'name', message: t('notification.nameTaken', { name }) });
    if (id === 'gone') return fail(noSuchId(change.id ?? 0));
    if (id === 'conflict')
      return fail({
        code: 'NOTIFICATION_CONFLICT',
        message: t('notification.conflict', { name }),
        help: t('notification.conflict.help'),
      });
    changed();
    const record = find({ id });
    return record.ok ? succeed(viewOf(record.value)) : fail(record.error);
  }

  async function put(
    change: Omit<NotificationChange, 'files'>,
    before: NotificationRecord | undefined,
    uploaded: Uploaded,
  ): Promise<Result<NotificationView>> {
    const failure = checkNotification(change.notification);
    if (failure !== undefined) return fail(failure);
    const files = await collectFiles(change.notification, uploaded, before?.files ?? [], attachments);
    if (!files.ok) return fail(files.error);
    const view = saved({ ...change, files: files.value });
    if (view.ok) await forgetUploads(uploaded, attachments);
    return view;
  }

  function changedBy(count: number): { changed: number } {
    if (count > 0) changed();
    return { changed: count };
  }

  return {
    list: ({ search = '' }) => ({ rows: [...store.list(search.trim())] }),
    get: (which) => {
      const record = find(which);
      return record.ok ? succeed(viewOf(record.value)) : fail(record.error);
    },
    save: async ({ id, basedOn, notification, files }) => {
      const before = id === undefined ? undefined : store.get(id);
      if (id !== undefined && before === undefined) return fail(noSuchId(id));
      return put({ id, basedOn, notification }, before, files);
    },
    duplicate: (id) => {
      const record = find({ id });
      if (!record.ok) return fail(record.error);
      const { notification, files } = record.value;
      const name = freeName(notification.name, '-copy', (each) => store.find(each) !== undefined);
      return saved({ id: undefined, basedOn: undefined, notification: { ...notification, name }, files });
    },
    setEnabled: (ids, enabled) => changedBy(store.setEnabled(ids, enabled, at())),
    remove: (ids) => changedBy(store.remove(ids, at())),
    restore: (ids) =>
      changedBy(
        store.restore(ids, at(), (name, isTaken) => (isTaken(name) ? freeName(name, '-restored', isTaken) : name)),
      ),
    preview: ({ notification, values }) => previewNotification(notification, values, settings.active().draft, now()),
    importText: async ({ text, files }) => {
      const read = readNotification(text);
      if (!read.ok) return fail(read.error);
      const before = store.find(read.value.name);
      // Replaces what is there now, and nothing that comes in between.
      const change = { id: before?.id, basedOn: before?.version, notification: read.value };
      const view = await put(change, before, files);
      return view.ok ? succeed({ view: view.value, created: before === undefined }) : fail(view.error);
    },
    exportText: (which) => {
      const record = find(which);
      if (!record.ok) return fail(record.error);
      const { notification } = record.value;
      return succeed({ text: writeNotification(notification), files: fixedFilesOf(notification) });
    },
    file: async (id, file) => {
      const record = find({ id });
      return record.ok ? readFile(record.value, file, attachments) : fail(record.error);
    },
    tidyUp: () => void store.purge(new Date(now().getTime() - KEPT_AFTER_REMOVAL_MS).toISOString()),
  };
}

function noSuchId(id: number): Failure {
  return { code: 'NOT_FOUND', field: 'id', message: t('notification.notFound', { id }) };
}

function noSuchName(name: string): Failure {
  return { code: 'NOT_FOUND', field: 'name', message: t('notification.noneNamed', { name: name.slice(0, 100) }) };
}
