import { inBackground } from './in-background.ts';
import { briefly } from './store/brief-wait.ts';
import type { Database } from './store/database.ts';

const POLL_MS = 400;

/**
 * Calls back after another process, or another connection, has changed the database (SQLite's `data_version`).
 * Gives the function that stops it.
 */
export function watchOtherProcesses(
  database: Database,
  changed: () => void,
  unexpected: (error: unknown) => unknown,
): () => void {
  const version = database.prepare('PRAGMA data_version').pluck();
  let known = version.get();
  const look = () => {
    const current = briefly(database, () => version.get());
    if (current === known) return;
    known = current;
    changed();
  };
  const timer = setInterval(inBackground(look, unexpected), POLL_MS);
  timer.unref();
  return () => clearInterval(timer);
}
