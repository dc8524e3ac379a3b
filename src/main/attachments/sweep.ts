import { rmSync, statSync } from 'node:fs';
import { opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import type { Database } from '../store/database.ts';
import { UNFINISHED } from './blob-writer.ts';

/** Longer than an upload is known: what has been uploaded may yet be used. */
const SPARED_MS = 2 * 3_600_000;
const UNFINISHED_MS = 24 * 3_600_000;

/**
 * Gives what removes the files that nothing refers to, and what interrupted uploads left. Each in a transaction of its own,
 * which no process that is about to refer to the file can overtake.
 */
export function createSweep(database: Database, folder: string, now: () => Date): () => Promise<number> {
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
  const remove = database.transaction((sha256: string): boolean => {
    const file = join(folder, sha256);
    if (isReferred(sha256) || !isOlder(file, SPARED_MS)) return false;
    forget.run(sha256);
    rmSync(file);
    return true;
  }).immediate;

  return async () => {
    let removed = 0;
    for await (const { name } of await opendir(folder)) {
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
  };
}
