import type { Database } from '../../store/database.ts';
import { KEY_LIFETIME_MS } from './queue-store-enter.ts';
import { LONGEST_STORM_MS } from './queue-store-storm.ts';
import type { QueueStore } from './queue-store-type.ts';

/** Rows of each kind that are forgotten in one transaction. */
const AT_ONCE = 1_000;

/** Forgetting what is remembered for a while only, also where nothing new comes in. */
export function openForgettingOld(database: Database): Pick<QueueStore, 'forgetOld'> {
  const removeCounts = (which: string) =>
    database.prepare<[number]>(
      `DELETE FROM storm_counts WHERE (line, queued_at, delivery_id) IN (
         SELECT line, queued_at, delivery_id FROM storm_counts
         WHERE ${which} ORDER BY queued_at LIMIT ${AT_ONCE})`,
    );
  const counts = removeCounts('queued_at < ?');
  // A clock that was put back has left them in a time that is still to come.
  const futureCounts = removeCounts('queued_at > ?');
  const keys = database.prepare<[number]>(
    `DELETE FROM idempotency_keys WHERE key IN (
       SELECT key FROM idempotency_keys WHERE created_at <= ? ORDER BY created_at LIMIT ${AT_ONCE})`,
  );
  return {
    forgetOld: database.transaction<QueueStore['forgetOld']>((now) => {
      const forgotten = [
        counts.run(now - LONGEST_STORM_MS),
        futureCounts.run(now + LONGEST_STORM_MS),
        keys.run(now - KEY_LIFETIME_MS),
      ];
      return forgotten.some(({ changes }) => changes === AT_ONCE);
    }).immediate,
  };
}
