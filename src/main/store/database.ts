import { chmodSync, closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { t } from '../../shared/catalogue/index.ts';
import { type Failure, fail, type Result, succeed } from '../../shared/result.ts';
import { migrations } from './migrations/index.ts';
import { makePrivateFolder, makePrivateSubfolder } from './private-folder.ts';

export type Database = Sqlite.Database;

/** Marks the file as Postroom's own in its header ("PSTR"), so that another program's database is never migrated. */
const APPLICATION_ID = 0x50535452;
const DATABASE_FILE = 'postroom.db';
/** Where attachments are kept, in the data folder. */
const ATTACHMENTS_FOLDER = 'attachments';
const HEADER_BYTES = 100;
/** How long a change waits for another program that has the database locked, in milliseconds. */
export const BUSY_TIMEOUT_MS = 5000;

/**
 * Opens the database in a data folder, making both when they aren't there, and brings it up to date.
 * The folder gets mode 0700, the file 0600. Fails with STORAGE_UNAVAILABLE or STORAGE_FROM_NEWER_VERSION; then the file is
 * left as it was.
 */
export function openDatabase(dataFolder: string): Result<Database> {
  const file = join(dataFolder, DATABASE_FILE);
  let database: Database | undefined;
  try {
    // Judged by its bytes before SQLite opens it: opening alone writes to a database that keeps a journal.
    const refused = refuseByHeader(file);
    if (refused !== undefined) return fail(refused);
    if (!makePrivateFolder(dataFolder, isPostroomFile, [ATTACHMENTS_FOLDER])) return fail(openToOthers(dataFolder));
    const previousMask = process.umask(0o077);
    try {
      database = new Sqlite(file, { timeout: BUSY_TIMEOUT_MS });
      const newer = refuseNewer(Number(database.pragma('user_version', { simple: true })), file);
      if (newer !== undefined) {
        database.close();
        return fail(newer);
      }
      chmodSync(file, 0o600);
      // Before WAL, so that it stands in the file itself, where `refuseByHeader` looks.
      if (database.pragma('application_id', { simple: true }) === 0)
        database.pragma(`application_id = ${APPLICATION_ID}`);
      switchToWriteAheadLog(database);
      // What has been acknowledged outlives a loss of power: with NORMAL the last commits may be gone after one.
      database.pragma('synchronous = FULL');
      database.pragma('foreign_keys = ON');
      // What is forgotten is overwritten, not only given free.
      database.pragma('secure_delete = ON');
      migrate(database);
      const attachments = join(dataFolder, ATTACHMENTS_FOLDER);
      if (!makePrivateSubfolder(attachments)) {
        database.close();
        return fail(openToOthers(attachments));
      }
    } finally {
      process.umask(previousMask);
    }
    return succeed(database);
  } catch (error) {
    database?.close();
    return fail(storageFailure(error, dataFolder));
  }
}

/**
 * Writes what stands in the write-ahead log into the database and empties it, so that nothing that was forgotten can be read
 * there. Doesn't wait for anybody: as long as another process reads or writes, nothing happens and it gives false.
 */
export function emptyWriteAheadLog(database: Database): boolean {
  database.pragma('busy_timeout = 0');
  try {
    return database.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) === 0;
  } catch (error) {
    if (error instanceof Sqlite.SqliteError && /^SQLITE_(BUSY|LOCKED)/.test(error.code)) return false;
    throw error;
  } finally {
    database.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  }
}

/** Tells what a storage error means for a person. */
export function storageFailure(error: unknown, dataFolder: string): Failure {
  if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
    return {
      code: 'STORAGE_UNAVAILABLE',
      message: t('failure.STORAGE_BUSY', { folder: dataFolder }),
      help: t('failure.STORAGE_BUSY.help'),
    };
  }
  const reason = error instanceof Error ? error.message : String(error);
  return {
    code: 'STORAGE_UNAVAILABLE',
    message: t('failure.STORAGE_UNAVAILABLE', { folder: dataFolder, reason }),
    help: t('failure.STORAGE_UNAVAILABLE.help'),
  };
}

/** True for an error of SQLite or the file system that the computer's state explains, as opposed to a bug. */
export function isStorageError(error: unknown): boolean {
  if (error instanceof Sqlite.SqliteError) return !/^SQLITE_(ERROR|MISUSE|CONSTRAINT|MISMATCH|RANGE)/.test(error.code);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return (
    typeof code === 'string' &&
    ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EIO', 'EDQUOT', 'EMFILE', 'EFBIG'].includes(code)
  );
}

/** Refuses what is not Postroom's, by the database header (SQLite's file format, section 1.3). No file, or an empty one, is fine. */
function refuseByHeader(file: string): Failure | undefined {
  const header = Buffer.alloc(HEADER_BYTES);
  let read: number;
  try {
    const descriptor = openSync(file, 'r');
    read = readSync(descriptor, header);
    closeSync(descriptor);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  if (read === 0) return undefined;
  const ours =
    read === HEADER_BYTES &&
    header.toString('latin1', 0, 16) === 'SQLite format 3\0' &&
    header.readInt32BE(68) === APPLICATION_ID;
  if (ours) return refuseNewer(header.readInt32BE(60), file);
  return {
    code: 'STORAGE_UNAVAILABLE',
    message: t('failure.STORAGE_FOREIGN', { file }),
    help: t('failure.STORAGE_FOREIGN.help'),
  };
}

/** Database, vault and local log, with what SQLite keeps beside the database. */
function isPostroomFile(name: string): boolean {
  return /^(postroom|vault)\./.test(name);
}

function openToOthers(dataFolder: string): Failure {
  return {
    code: 'STORAGE_UNAVAILABLE',
    message: t('failure.STORAGE_SHARED', { folder: dataFolder }),
    help: t('failure.STORAGE_SHARED.help'),
  };
}

function refuseNewer(version: number, file: string): Failure | undefined {
  if (version >= 0 && version <= migrations.length) return undefined;
  return {
    code: 'STORAGE_FROM_NEWER_VERSION',
    message: t('failure.STORAGE_FROM_NEWER_VERSION', { file, version, known: migrations.length }),
    help: t('failure.STORAGE_FROM_NEWER_VERSION.help'),
  };
}

/** SQLite doesn't wait for this change as it does for others, and several processes may start at once. */
function switchToWriteAheadLog(database: Database): void {
  const end = Date.now() + BUSY_TIMEOUT_MS;
  for (;;) {
    try {
      if (database.pragma('journal_mode', { simple: true }) !== 'wal') database.pragma('journal_mode = WAL');
      return;
    } catch (error) {
      if (!(error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) || Date.now() > end)
        throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}

/** Runs the migrations that are missing, in one transaction that holds off every other process that opens the file now. */
function migrate(database: Database): void {
  if (Number(database.pragma('user_version', { simple: true })) === migrations.length) return;
  database
    .transaction(() => {
      const version = Number(database.pragma('user_version', { simple: true }));
      if (version === migrations.length) return;
      for (const migration of migrations.slice(version)) database.exec(migration);
      database.pragma(`user_version = ${migrations.length}`);
    })
    .immediate();
}
