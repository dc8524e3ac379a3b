import { appendFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

const LARGEST_FILE_BYTES = 1024 * 1024;

/** Writes bugs, with their stacks, into a file of the data folder: they are for whoever mends them, not for the window. */
export type LocalLog = { readonly file: string; readonly write: (error: unknown) => void };

/** The file begins anew past 1 MB; the one before it is kept. */
export function openLocalLog(dataFolder: string, now: () => Date): LocalLog {
  const file = join(dataFolder, 'postroom.log');
  return {
    file,
    write: (error) => {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      try {
        const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
        if (size > LARGEST_FILE_BYTES) renameSync(file, `${file}.1`);
        appendFileSync(file, `${now().toISOString()} ${text}\n`, { mode: 0o600 });
      } catch {
        // A log that can't be written must not hide what it was to tell.
      }
    },
  };
}
