import { join } from 'node:path';
import Sqlite from 'better-sqlite3';

type Row = { readonly id: number; readonly messageId: string; readonly status: string };

/** What became of all messages, counted. */
export type Verdict = {
  /** Those in the database, whether or not somebody was told of them. */
  readonly queued: number;
  readonly acknowledged: number;
  /** Messages that the server has. */
  readonly delivered: number;
  readonly sent: number;
  readonly failed: number;
  readonly unknown: number;
  /** Of those whose outcome is unknown, how many the server has. */
  readonly unknownDelivered: number;
  /** Messages that the server has more than once. */
  readonly duplicates: number;
  /** Acknowledged or sent, and yet not there. */
  readonly lost: number;
  /** Still waiting, or with an outcome that is none. */
  readonly unsettled: number;
  /** Delivered, though the log says that they failed; or nobody knows them. */
  readonly strange: number;
};

/**
 * Compares what the database says with what the server got.
 *
 * @param acknowledged Message-IDs by delivery
 * @param received each message's Message-ID, as often as it came
 */
export function judgeAll(
  folder: string,
  acknowledged: ReadonlyMap<number, string>,
  received: readonly string[],
): Verdict {
  const rows = rowsIn(folder);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const times = new Map<string, number>();
  for (const messageId of received) times.set(messageId, (times.get(messageId) ?? 0) + 1);
  const count = (which: (row: Row) => boolean): number => rows.filter(which).length;
  const has = ({ messageId }: Row): boolean => times.has(messageId);
  const known = new Set(rows.map(({ messageId }) => messageId));
  const forgotten = [...acknowledged].filter(([id, messageId]) => byId.get(id)?.messageId !== messageId);
  return {
    queued: rows.length,
    acknowledged: acknowledged.size,
    delivered: times.size,
    sent: count(({ status }) => status === 'sent'),
    failed: count(({ status }) => status === 'failed'),
    unknown: count(({ status }) => status === 'unknown'),
    unknownDelivered: count((row) => row.status === 'unknown' && has(row)),
    duplicates: [...times.values()].filter((each) => each > 1).length,
    lost: forgotten.length + count((row) => row.status === 'sent' && !has(row)),
    unsettled: count(({ status }) => !['sent', 'failed', 'unknown'].includes(status)),
    strange:
      count((row) => row.status === 'failed' && has(row)) +
      [...times.keys()].filter((messageId) => !known.has(messageId)).length,
  };
}

/** Nothing is wrong with these. */
export const faultless = { duplicates: 0, lost: 0, unsettled: 0, strange: 0 } as const;

/** What SQLite itself says of the database: `ok`. */
export function soundness(folder: string): unknown {
  return reading(folder, (database) => {
    const broken = database.pragma('foreign_key_check') as readonly unknown[];
    return broken.length > 0 ? broken : database.pragma('integrity_check', { simple: true });
  });
}

function rowsIn(folder: string): readonly Row[] {
  return reading(folder, (database) =>
    database.prepare<[], Row>('SELECT id, message_id AS messageId, status FROM deliveries').all(),
  );
}

function reading<T>(folder: string, read: (database: Sqlite.Database) => T): T {
  const database = new Sqlite(join(folder, 'postroom.db'), { readonly: true });
  try {
    return read(database);
  } finally {
    database.close();
  }
}
