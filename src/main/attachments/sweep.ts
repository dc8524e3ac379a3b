import { existsSync, rmSync, statSync } from 'node:fs';
import { opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import type { Database } from '../store/database.ts';
import { UNFINISHED } from './blob-writer.ts';

/** Longer than an upload is known: what has been uploaded may yet be used. */
const SPARED_MS = 2 * 3_600_000;
const UNFINISHED_MS = 24 * 3_600_000;

export type Sweep = {
  /** Removes what nothing refers to, and what interrupted uploads left. Gives how many files. */
  readonly sweep: () => Promise<number>;
  /** Removes what has been referred to and isn't any more. Gives how many files. */
  readonly release: () => Promise<number>;
};

/** Files that are looked at in one transaction. */
const RELEASED_AT_ONCE = 20;

/** Removes files, each within a transaction, which no process that is about to refer to the file can overtake. */
export function createSweep(database: Database, folder: string, now: () => Date): Sweep {
  const referred = database
    .prepare<[string, string], number>(
      `SELECT EXISTS (SELECT 1 FROM delivery_attachments WHERE sha256 = ?)
         OR EXISTS (SELECT 1 FROM notification_files WHERE sha256 = ?)`,
    )
    .pluck();
  const forget = database.prepare<[string]>('DELETE FROM attachments WHERE sha256 = ?');
  const isReferred = (sha256: string) => referred.get(sha256, sha256) === 1;
  const isOlder = (file: string, ms: number) => {
    const found = statSync(file, { throwIfNoEntry: false });
    return found?.isFile() === true && found.mtimeMs < now().getTime() - ms;
  };
  const isFresh = database.prepare<[string], number>('SELECT fresh > 0 FROM attachments WHERE sha256 = ?').pluck();
  const released = database
    .prepare<[number], string>('SELECT sha256 FROM released_attachments LIMIT CAST(? AS INTEGER)')
    .pluck();
  const settle = database.prepare<[string]>('DELETE FROM released_attachments WHERE sha256 = ?');
  const releaseSome = database.transaction((): number => {
    const all = released.all(RELEASED_AT_ONCE);
    const going = all.filter((sha256) => {
      settle.run(sha256);
      if (isReferred(sha256)) return false;
      return isFresh.get(sha256) !== 1 || isOlder(join(folder, sha256), SPARED_MS);
    });
    for (const sha256 of going) {
      forget.run(sha256);
      rmSync(join(folder, sha256), { force: true });
    }
    return going.length;
  }).immediate;
  const remove = database.transaction((sha256: string): boolean => {
    const file = join(folder, sha256);
    if (isReferred(sha256) || !isOlder(file, SPARED_MS)) return false;
    forget.run(sha256);
    rmSync(file);
    return true;
  }).immediate;

  return {
    sweep: async () => {
      let removed = 0;
      for await (const name of namesIn(folder)) {
        const file = join(folder, name);
        if (name.endsWith(UNFINISHED) && isOlder(file, UNFINISHED_MS)) {
          rmSync(file, { force: true });
          removed++;
        }
        // Asked before as well: a transaction holds off all other writers.
        if (!/^[0-9a-f]{64}$/.test(name) || isReferred(name) || !isOlder(file, SPARED_MS)) continue;
        if (remove(name)) removed++;
        await turn();
      }
      return removed;
    },
    release: async () => {
      let removed = 0;
      // Asked without a transaction first: there is nothing to do nearly always.
      while (released.get(1) !== undefined) {
        removed += releaseSome();
        await turn();
      }
      return removed;
    },
  };
}

/** Nothing, when somebody has removed the folder. */
async function* namesIn(folder: string): AsyncGenerator<string> {
  if (!existsSync(folder)) return;
  for await (const { name } of await opendir(folder)) yield name;
}
