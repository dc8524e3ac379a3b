import Sqlite from 'better-sqlite3';
import { BUSY_TIMEOUT_MS, type Database } from './database.ts';

/** How long work in the background waits for a database that another program has locked, in milliseconds: all else waits with it. */
const BRIEF_MS = 50;

/** Databases on which something waits briefly now. */
const brief = new WeakSet<Database>();

/**
 * Does work of the background: it fails with SQLITE_BUSY when the database stays locked for longer than a moment, and is to be
 * tried again later. What a person does waits for some seconds instead.
 */
export function briefly<T>(database: Database, work: () => T): T {
  if (brief.has(database)) return work();
  brief.add(database);
  // Not a prepared statement: SQLite sets it while it compiles.
  database.exec(`PRAGMA busy_timeout = ${BRIEF_MS}`);
  try {
    return work();
  } finally {
    brief.delete(database);
    database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
  }
}

/** True for an error that says that another program has the database locked. */
export function isBusy(error: unknown): boolean {
  return error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY');
}
