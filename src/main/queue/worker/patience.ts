import { setTimeout as wait } from 'node:timers/promises';
import { isBusy } from '../../store/brief-wait.ts';

/** How long a database that another program has locked is tried again, in milliseconds. */
export const PATIENCE_MS = 5_000;
/** Until it is tried again: each try may take some milliseconds in which nothing else goes on. */
export const BUSY_AGAIN_MS = 200;

/** Does work as soon as the database isn't locked; others have their turn meanwhile. Rejects with what the last try threw. */
export async function patiently<T>(work: () => T): Promise<T> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || performance.now() > end) throw error;
    }
    await wait(BUSY_AGAIN_MS);
  }
}
