import type { Database } from '../store/database.ts';

/** A captured message as SQL gives it; `recipients` is JSON text. */
export type CapturedTableRow = {
  readonly id: number;
  readonly receivedAt: string;
  readonly sender: string;
  readonly recipients: string;
  readonly subject: string;
  readonly attachments: number;
  readonly sizeBytes: number;
};

export type CaptureStore = {
  readonly insert: (message: Omit<CapturedTableRow, 'id' | 'sizeBytes'>, source: Uint8Array) => number;
  readonly page: (limit: number, before: number) => CapturedTableRow[];
  readonly total: () => number;
  readonly get: (id: number) => CapturedTableRow | undefined;
  readonly source: (id: number) => Uint8Array | undefined;
  /** Gives how many there were. */
  readonly remove: (ids: readonly number[] | 'all') => number;
};

const MESSAGE = `SELECT id, received_at AS receivedAt, sender, recipients, subject, attachments, size_bytes AS sizeBytes
  FROM captured_messages`;

export function createCaptureStore(database: Database): CaptureStore {
  const insertMessage = database.prepare<[object]>(
    `INSERT INTO captured_messages (received_at, sender, recipients, subject, attachments, size_bytes)
     VALUES (@receivedAt, @sender, @recipients, @subject, @attachments, @sizeBytes)`,
  );
  const insertSource = database.prepare<[number, Uint8Array]>(
    'INSERT INTO captured_sources (message_id, source) VALUES (?, ?)',
  );
  const page = database.prepare<[number, number], CapturedTableRow>(`${MESSAGE} WHERE id < ? ORDER BY id DESC LIMIT ?`);
  const total = database.prepare<[], { messages: number }>('SELECT messages FROM captured_total');
  const get = database.prepare<[number], CapturedTableRow>(`${MESSAGE} WHERE id = ?`);
  const source = database.prepare<[number], { source: Uint8Array }>(
    'SELECT source FROM captured_sources WHERE message_id = ?',
  );
  const remove = database.prepare<[number]>('DELETE FROM captured_messages WHERE id = ?');
  const removeAll = database.prepare<[]>('DELETE FROM captured_messages');
  return {
    insert: database.transaction((message: Omit<CapturedTableRow, 'id' | 'sizeBytes'>, bytes: Uint8Array) => {
      const id = Number(insertMessage.run({ ...message, sizeBytes: bytes.byteLength }).lastInsertRowid);
      insertSource.run(id, bytes);
      return id;
    }),
    page: (limit, before) => page.all(before, limit),
    total: () => total.get()?.messages ?? 0,
    get: (id) => get.get(id),
    source: (id) => source.get(id)?.source,
    remove: database.transaction((ids: readonly number[] | 'all') =>
      ids === 'all' ? removeAll.run().changes : ids.reduce((count, id) => count + remove.run(id).changes, 0),
    ),
  };
}
