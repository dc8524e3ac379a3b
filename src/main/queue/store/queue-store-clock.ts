import type { Database } from '../../store/database.ts';
import { NEVER } from './queue-store-order.ts';
import type { QueueStore } from './queue-store-type.ts';

/** Messages whose time is mended in one transaction. */
const AT_ONCE = 1_000;

/**
 * What is to be sent at once, and what waits to be tried again, has a time that was reckoned from the clock as it was then. When
 * that was ahead, the message would wait until the clock is there again. What a person wants at a later time keeps that.
 */
export function openClockMending(database: Database): Pick<QueueStore, 'mendTimes'> {
  const tooLate = `state = 'pending' AND due_at > @now AND due_at < ${NEVER} AND (waits_for IS NULL
    OR waits_for = 'retry' AND due_at > @retryBy OR waits_for = 'greylisting' AND due_at > @greylistingBy)`;
  // Read from the index alone, however many wait for a later time.
  const found = database
    .prepare<[object], number>(`SELECT EXISTS (SELECT 1 FROM queue INDEXED BY queue_due WHERE ${tooLate})`)
    .pluck();
  const mend = database.prepare<[object]>(
    `UPDATE queue SET due_at = CASE waits_for WHEN 'retry' THEN @retryBy WHEN 'greylisting' THEN @greylistingBy ELSE @now END
     WHERE delivery_id IN (
       SELECT delivery_id FROM queue INDEXED BY queue_due WHERE ${tooLate} ORDER BY due_at, delivery_id LIMIT ${AT_ONCE})`,
  );

  return {
    mendTimes: (now, { retryMs, greylistingMs }) => {
      const times = { now, retryBy: now + retryMs, greylistingBy: now + greylistingMs };
      // Nobody is kept from writing while there is nothing to mend.
      return found.get(times) === 1 ? mend.run(times).changes : 0;
    },
  };
}
