import type { Notification, NotificationRow } from '../../shared/notification.ts';
import type { Database } from '../store/database.ts';
import type { FixedFile } from './action-files.ts';
import { readStoredNotification, writeNotification } from './notification-document.ts';

export type NotificationRecord = {
  readonly id: number;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly notification: Notification;
  /** Those of its fixed files that have been uploaded. */
  readonly files: readonly FixedFile[];
  /** About what is stored and can't be read. */
  readonly notices: readonly string[];
};

export type NotificationChange = {
  /** Undefined: a new one. */
  readonly id: number | undefined;
  /** The version that it is based on; undefined for whichever there is. */
  readonly basedOn: number | undefined;
  readonly notification: Notification;
  /** All of its fixed files. */
  readonly files: readonly FixedFile[];
};

export type NotificationStore = {
  /** By name. `search` is looked for in names, subjects and addresses. */
  readonly list: (search: string) => readonly NotificationRow[];
  readonly get: (id: number) => NotificationRecord | undefined;
  /** Whatever the name's case. */
  readonly find: (name: string) => NotificationRecord | undefined;
  readonly save: (change: NotificationChange, now: string) => number | 'name-taken' | 'conflict' | 'gone';
  readonly setEnabled: (ids: readonly number[], enabled: boolean, now: string) => number;
  readonly remove: (ids: readonly number[], now: string) => number;
  /** Takes removals back. `freeName` gives another name when somebody else has the old one by now. */
  readonly restore: (
    ids: readonly number[],
    now: string,
    freeName: (name: string, isTaken: (name: string) => boolean) => string,
  ) => number;
  /** Forgets for good what was removed before then. */
  readonly purge: (removedBefore: string) => number;
};

type TableRow = Omit<NotificationRecord, 'notification' | 'files' | 'notices'> & {
  readonly name: string;
  readonly enabled: 0 | 1;
  readonly document: string;
};

const COLUMNS = 'id, name, enabled, document, version, created_at AS createdAt, updated_at AS updatedAt';
const KEPT = 200;

export function createNotificationStore(database: Database): NotificationStore {
  const rows = database.prepare<
    [],
    Omit<NotificationRow, 'enabled'> & { readonly enabled: 0 | 1; readonly more: string }
  >(
    `SELECT id, name, enabled, updated_at AS updatedAt, coalesce(document ->> 'to', '') AS "to",
       coalesce(document ->> 'subject', '') AS subject, coalesce(json_array_length(document, '$.attachments'), 0) AS attachments,
       concat_ws(char(10), document ->> 'from', document ->> 'cc', document ->> 'bcc', document ->> 'replyTo') AS more
     FROM (SELECT *, CASE WHEN json_valid(text) THEN text ELSE '{}' END AS document
           FROM (SELECT id, name, enabled, updated_at, document AS text FROM notifications WHERE deleted_at IS NULL))
     ORDER BY name`,
  );
  const versionById = database.prepare<[number], { id: number; version: number }>(
    'SELECT id, version FROM notifications WHERE id = ? AND deleted_at IS NULL',
  );
  const versionByName = database.prepare<[string], { id: number; version: number }>(
    'SELECT id, version FROM notifications WHERE name = ? AND deleted_at IS NULL',
  );
  const row = database.prepare<[number], TableRow>(`SELECT ${COLUMNS} FROM notifications WHERE id = ?`);
  const removedRow = database.prepare<[number], TableRow>(
    `SELECT ${COLUMNS} FROM notifications WHERE id = ? AND deleted_at IS NOT NULL`,
  );
  const filesOf = database.prepare<[number], FixedFile>(
    'SELECT file, sha256, size_bytes AS sizeBytes FROM notification_files WHERE notification_id = ? ORDER BY file',
  );
  const insert = database.prepare<[string, number, string, string, string]>(
    'INSERT INTO notifications (name, enabled, document, version, created_at, updated_at) VALUES (?, ?, ?, 1, ?, ?)',
  );
  const update = database.prepare<[string, number, string, string, number]>(
    `UPDATE notifications SET name = ?, enabled = ?, document = ?, version = version + 1, updated_at = ?, deleted_at = NULL
     WHERE id = ?`,
  );
  const forgetFiles = database.prepare<[number]>('DELETE FROM notification_files WHERE notification_id = ?');
  const addFile = database.prepare<[number, string, string, number]>(
    'INSERT INTO notification_files (notification_id, file, sha256, size_bytes) VALUES (?, ?, ?, ?)',
  );
  const markRemoved = database.prepare<[string, number]>(
    'UPDATE notifications SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL',
  );
  const purge = database.prepare<[string]>('DELETE FROM notifications WHERE deleted_at < ?');

  /** What was read, by id: a notification that is filled often is parsed once for each version. */
  const kept = new Map<number, NotificationRecord>();

  function recordOf(tableRow: TableRow): NotificationRecord {
    const { id, version, createdAt, updatedAt, name, document } = tableRow;
    const read = readStoredNotification(name, document);
    return { id, version, createdAt, updatedAt, ...read, files: filesOf.all(id) };
  }

  function read(found: { id: number; version: number } | undefined): NotificationRecord | undefined {
    if (found === undefined) return undefined;
    const known = kept.get(found.id);
    if (known?.version === found.version) return known;
    const stored = row.get(found.id);
    if (stored === undefined) return undefined;
    const record = recordOf(stored);
    kept.set(record.id, record);
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT) break;
      kept.delete(oldest);
    }
    return record;
  }

  function write(id: number, notification: Notification, now: string): void {
    update.run(notification.name, notification.enabled ? 1 : 0, writeNotification(notification), now, id);
  }

  function changeEach(ids: readonly number[], change: (id: number) => boolean): number {
    return database.transaction(() => [...new Set(ids)].filter(change).length).immediate();
  }

  return {
    list: (search) =>
      rows
        .all()
        .filter((each) => search === '' || matches(search, [each.name, each.to, each.subject, each.more]))
        .map(({ more: _more, ...each }) => ({ ...each, enabled: Boolean(each.enabled) })),
    get: (id) => read(versionById.get(id)),
    find: (name) => read(versionByName.get(name)),
    save: ({ id, basedOn, notification, files }, now) =>
      database
        .transaction(() => {
          const other = versionByName.get(notification.name);
          if (other !== undefined && other.id !== id) return 'name-taken';
          const before = id === undefined ? undefined : versionById.get(id);
          if (id !== undefined && before === undefined) return 'gone';
          if (basedOn !== undefined && before?.version !== basedOn) return 'conflict';
          const saved =
            id ??
            Number(
              insert.run(notification.name, Number(notification.enabled), writeNotification(notification), now, now)
                .lastInsertRowid,
            );
          if (id !== undefined) write(id, notification, now);
          forgetFiles.run(saved);
          for (const { file, sha256, sizeBytes } of files) addFile.run(saved, file, sha256, sizeBytes);
          return saved;
        })
        .immediate(),
    setEnabled: (ids, enabled, now) =>
      changeEach(ids, (id) => {
        const record = read(versionById.get(id));
        if (record === undefined || record.notification.enabled === enabled) return false;
        write(id, { ...record.notification, enabled }, now);
        return true;
      }),
    remove: (ids, now) => changeEach(ids, (id) => markRemoved.run(now, id).changes > 0),
    restore: (ids, now, freeName) =>
      changeEach(ids, (id) => {
        const removed = removedRow.get(id);
        if (removed === undefined) return false;
        const { notification } = recordOf(removed);
        const name = freeName(notification.name, (each) => versionByName.get(each) !== undefined);
        write(id, { ...notification, name }, now);
        return true;
      }),
    purge: (removedBefore) => purge.run(removedBefore).changes,
  };
}

function matches(search: string, texts: readonly string[]): boolean {
  const wanted = search.toLocaleLowerCase();
  return texts.some((text) => text.toLocaleLowerCase().includes(wanted));
}
