import { createHash } from 'node:crypto';
import type { QueueSettings } from '../../../shared/queue-settings.ts';
import type { Database } from '../../store/database.ts';

/** Rows of `storm_counts` that are put away with each that is written. */
const PUT_AWAY_AT_ONCE = 4;
/** The longest time that a storm is looked for, in milliseconds. */
export const LONGEST_STORM_MS = 24 * 60 * 60_000;

export type Storm = { readonly head: number | null };

/** The storm brake: holds what is too many of one notification to one recipient, and has one row stand for all that it held. */
export type StormBrake = {
  /** Counts a message. Gives the storm that it belongs to (`head` null: it begins one); undefined when it may go. */
  readonly judge: (
    message: { readonly notificationId: number; readonly addresses: readonly string[]; readonly deliveryId: number },
    settings: QueueSettings,
    now: number,
  ) => Storm | undefined;
  /** Lets another held message stand for a storm when the one that did so is gone. */
  readonly headLeft: (storm: number) => void;
};

export function openStormBrake(database: Database): StormBrake {
  const count = database.prepare<[Uint8Array, number, number]>(
    'INSERT OR IGNORE INTO storm_counts (line, delivery_id, queued_at) VALUES (?, ?, ?)',
  );
  // What was counted while the clock was ahead isn't in any window.
  const within = database
    .prepare<[Uint8Array, number, number, number], number>(
      `SELECT count(*) FROM (SELECT 1 FROM storm_counts
         WHERE line = ? AND queued_at > ? AND queued_at <= ? LIMIT ?)`,
    )
    .pluck();
  // The newest of a storm that goes on is held, so this ends at the first row; at its beginning it reads as many as were let through.
  const underWay = database
    .prepare<[Uint8Array, number, number, number], number>(
      `SELECT q.storm_head FROM (SELECT delivery_id FROM storm_counts
         WHERE line = ? AND queued_at > ? AND queued_at <= ? ORDER BY queued_at DESC LIMIT ?) s
       JOIN queue q ON q.delivery_id = s.delivery_id
       WHERE q.storm_head IS NOT NULL AND q.state IN ('held', 'similar') LIMIT 1`,
    )
    .pluck();
  const putAway = database.prepare<[number]>(
    `DELETE FROM storm_counts WHERE (line, queued_at, delivery_id) IN (
       SELECT line, queued_at, delivery_id FROM storm_counts
       WHERE queued_at < ? ORDER BY queued_at LIMIT ${PUT_AWAY_AT_ONCE})`,
  );
  const hasHead = database
    .prepare<[number], number>("SELECT 1 FROM queue WHERE storm_head = ? AND state = 'held' LIMIT 1")
    .pluck();
  // The last one: whoever goes through all of a storm in the order of its ids meets it after the others.
  const elect = database.prepare<[number]>(
    `UPDATE queue SET state = 'held' WHERE delivery_id = (
       SELECT max(delivery_id) FROM queue WHERE storm_head = ? AND state = 'similar')`,
  );

  return {
    judge: ({ notificationId, addresses, deliveryId }, settings, now) => {
      if (!settings.stormBrake) return undefined;
      const since = now - settings.stormMinutes * 60_000;
      const { stormLimit } = settings;
      const lines = [...new Set(addresses.map((address) => address.toLowerCase()))].map((address) =>
        lineOf(notificationId, address),
      );
      const overrun = lines.filter((line) => (within.get(line, since, now, stormLimit) ?? 0) >= stormLimit);
      const heads = overrun.map((line) => underWay.get(line, since, now, stormLimit));
      for (const line of lines) count.run(line, deliveryId, now);
      putAway.run(now - LONGEST_STORM_MS);
      if (overrun.length === 0) return undefined;
      return { head: heads.find((head) => head !== undefined) ?? null };
    },
    headLeft: (storm) => {
      if (hasHead.get(storm) === undefined) elect.run(storm);
    },
  };
}

/** What is kept of whom a notification went to: the same for the same two, and no address. */
function lineOf(notificationId: number, address: string): Uint8Array {
  return createHash('sha256').update(`${notificationId}\n${address}`).digest();
}
