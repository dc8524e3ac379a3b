import type { QueueSettings } from '../../shared/queue-settings.ts';
import type { Database } from '../store/database.ts';

/** Rows of `storm_counts` that are put away with each that is written. */
const PUT_AWAY_AT_ONCE = 4;
const LONGEST_STORM_MS = 24 * 60 * 60_000;

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
  const count = database.prepare<[string, number, number, number]>(
    'INSERT OR IGNORE INTO storm_counts (address, notification_id, delivery_id, queued_at) VALUES (?, ?, ?, ?)',
  );
  const within = database
    .prepare<[number, string, number, number], number>(
      `SELECT count(*) FROM (SELECT 1 FROM storm_counts
         WHERE notification_id = ? AND address = ? AND queued_at > ? LIMIT ?)`,
    )
    .pluck();
  // The newest of a storm that goes on is held, so this ends at the first row; at its beginning it reads as many as were let through.
  const underWay = database
    .prepare<[number, string, number, number], number>(
      `SELECT q.storm_head FROM (SELECT delivery_id FROM storm_counts
         WHERE notification_id = ? AND address = ? AND queued_at > ? ORDER BY queued_at DESC LIMIT ?) s
       JOIN queue q ON q.delivery_id = s.delivery_id
       WHERE q.storm_head IS NOT NULL AND q.state IN ('held', 'similar') LIMIT 1`,
    )
    .pluck();
  const putAway = database.prepare<[number]>(
    `DELETE FROM storm_counts WHERE (notification_id, address, queued_at, delivery_id) IN (
       SELECT notification_id, address, queued_at, delivery_id FROM storm_counts
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
      const lines = [...new Set(addresses.map((address) => address.toLowerCase()))];
      const overrun = lines.filter(
        (address) => (within.get(notificationId, address, since, stormLimit) ?? 0) >= stormLimit,
      );
      const heads = overrun.map((address) => underWay.get(notificationId, address, since, stormLimit));
      for (const address of lines) count.run(address, notificationId, deliveryId, now);
      putAway.run(now - LONGEST_STORM_MS);
      if (overrun.length === 0) return undefined;
      return { head: heads.find((head) => head !== undefined) ?? null };
    },
    headLeft: (storm) => {
      if (hasHead.get(storm) === undefined) elect.run(storm);
    },
  };
}
