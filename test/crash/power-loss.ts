import { randomFillSync } from 'node:crypto';
import {
  closeSync,
  copyFileSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { pagesUpTo, WAL_HEADER_BYTES, type WalEnd, walEnd } from './write-ahead-log.ts';

const SECTOR_BYTES = 512;
/** Some pages in which a checkpoint was interrupted. */
const TORN_PAGES = 20;

/** Copies a data folder as it is at this moment. Nobody else may write to it meanwhile. */
export function copyFolder(from: string, to: string): void {
  mkdirSync(to, { mode: 0o700 });
  mkdirSync(join(to, 'attachments'), { mode: 0o700 });
  // What belongs to the processes alone is gone with them.
  for (const name of readdirSync(from))
    if (!name.endsWith('-shm') && statSync(join(from, name)).isFile()) copyFileSync(join(from, name), join(to, name));
  for (const name of readdirSync(join(from, 'attachments')))
    copyFileSync(join(from, 'attachments', name), join(to, 'attachments', name));
}

/** How far the log of the database in a folder goes now. */
export function logEnd(folder: string, known?: WalEnd): WalEnd {
  return walEnd(logOf(folder), known);
}

/**
 * Leaves of a copied database what a loss of power leaves: everything that was on the disk by then, and of the rest some sectors,
 * or all up to somewhere, or garbage. A checkpoint may have been under way: pages that stand in the log are torn in the database.
 *
 * @param durable how far the log went when something was last known to be on the disk
 */
export function losePower(folder: string, durable: WalEnd, random: () => number): void {
  const log = readFileSync(logOf(folder));
  if (walEnd(logOf(folder)).salt !== durable.salt) {
    // All of the log that was known is in the database by now, or the log could not have been begun anew.
    writeFileSync(logOf(folder), torn(log, 0, random));
    return;
  }
  const { pages, pageBytes } = pagesUpTo(logOf(folder), durable);
  writeFileSync(logOf(folder), torn(log, Math.max(durable.bytes, WAL_HEADER_BYTES), random));
  tearPages(join(folder, 'postroom.db'), pages, pageBytes, random);
}

/** Of files that nobody was told of, any may be missing or cut off. */
export function loseFiles(folder: string, kept: ReadonlySet<string>, random: () => number): void {
  for (const name of readdirSync(join(folder, 'attachments'))) {
    if (kept.has(name) || random() < 0.3) continue;
    const file = join(folder, 'attachments', name);
    const content = readFileSync(file);
    writeFileSync(file, content.subarray(0, Math.floor(random() * content.byteLength)));
  }
}

/** Has the computer started anew since: to the processes that write to this database now, those that did before are gone with it. */
export function startComputerAnew(folder: string): void {
  const database = new Sqlite(join(folder, 'postroom.db'));
  try {
    for (const table of ['queue', 'connection_slots', 'queue_workers'])
      database.exec(`UPDATE ${table} SET owner = json_set(owner, '$.boot', 'another') WHERE owner IS NOT NULL`);
  } finally {
    database.close();
  }
}

function torn(log: Buffer, safeBytes: number, random: () => number): Buffer {
  const cut = safeBytes + Math.floor(random() * (log.byteLength - safeBytes + 1));
  const way = random();
  if (way < 0.4) return log.subarray(0, cut);
  const rest = Buffer.from(log.subarray(safeBytes));
  if (way < 0.6) rest.fill(0, cut - safeBytes);
  else if (way < 0.8) randomFillSync(rest, cut - safeBytes);
  else
    for (let at = 0; at < rest.byteLength; at += SECTOR_BYTES)
      if (random() < 0.3) rest.fill(0, at, Math.min(at + SECTOR_BYTES, rest.byteLength));
  return Buffer.concat([log.subarray(0, safeBytes), rest]);
}

/** The first page is left whole: what changes in it is smaller than a sector, which a disk writes as one. */
function tearPages(file: string, pages: readonly number[], pageBytes: number, random: () => number): void {
  const size = statSync(file).size;
  const inFile = pages.filter((page) => page > 1 && page * pageBytes <= size);
  const descriptor = openSync(file, 'r+');
  try {
    for (let number = 0; number < TORN_PAGES && inFile.length > 0; number++) {
      const page = inFile[Math.floor(random() * inFile.length)] ?? 0;
      const sector = Math.floor((random() * pageBytes) / SECTOR_BYTES) * SECTOR_BYTES;
      const garbage = randomFillSync(Buffer.alloc(pageBytes - sector));
      writeSync(descriptor, garbage, 0, garbage.byteLength, (page - 1) * pageBytes + sector);
    }
  } finally {
    closeSync(descriptor);
  }
}

function logOf(folder: string): string {
  return join(folder, 'postroom.db-wal');
}
