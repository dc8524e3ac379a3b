import type { Database } from '../../store/database.ts';
import { NUMBER, TEXT } from '../../store/parameter.ts';

/**
 * When a message is due that waits behind an earlier one to the same recipient: never, until it is woken. So a claim doesn't
 * meet it again and again, however many wait there.
 */
export const NEVER = Number.MAX_SAFE_INTEGER;
/** How many are woken when the messages before them have left: more than one, so that a worker can take several at once. */
const WOKEN_AT_ONCE = 32;

/**
 * The order of messages to one recipient: by place, then by delivery. Every message that is pending or under way stands in
 * line at each recipient that it still has to reach. One that waits (`waits_for` is `order`, due never) has another one before
 * it in some line; whenever the first of a line leaves, the first of those that remain is woken. So none waits for ever.
 */
export type Order = {
  readonly join: (deliveryId: number, place: number, addresses: readonly string[]) => void;
  /** Takes a message out of every line, and wakes those behind it. */
  readonly leave: (deliveryId: number, now: number) => void;
  /** Takes a message out of the lines of those who aren't among these. */
  readonly narrow: (deliveryId: number, addresses: readonly string[], now: number) => void;
  /** Gives, for each line that the message stands in, the one right before it; none when it is first everywhere. */
  readonly before: (deliveryId: number) => readonly number[];
  /** Has a due message wait for its turn. */
  readonly park: (deliveryId: number) => void;
};

export function openOrder(database: Database): Order {
  const join = database.prepare<[string, number, number]>(
    'INSERT INTO queue_recipients (address, place, delivery_id) VALUES (?, ?, ?)',
  );
  const lines = database
    .prepare<[number], string>('SELECT address FROM queue_recipients WHERE delivery_id = ?')
    .pluck();
  const leave = database.prepare<[number]>('DELETE FROM queue_recipients WHERE delivery_id = ?');
  const leaveLine = database.prepare<[number, string]>(
    'DELETE FROM queue_recipients WHERE delivery_id = ? AND address = ?',
  );
  const before = database
    .prepare<[number], number | null>(
      `SELECT (SELECT p.delivery_id FROM queue_recipients p
         WHERE p.address = r.address AND (p.place, p.delivery_id) < (r.place, r.delivery_id)
         ORDER BY p.place DESC, p.delivery_id DESC LIMIT 1)
       FROM queue_recipients r WHERE r.delivery_id = ?`,
    )
    .pluck();
  const first = database
    .prepare<[string], string | null>(
      `SELECT q.waits_for FROM queue_recipients r JOIN queue q ON q.delivery_id = r.delivery_id
       WHERE r.address = ${TEXT} ORDER BY r.place, r.delivery_id LIMIT 1`,
    )
    .pluck();
  // What was parked was due, also if the clock was put back since.
  const wake = database.prepare<[number, string]>(
    `UPDATE queue SET due_at = min(max(place, 0), ${NUMBER}), waits_for = NULL
     WHERE state = 'pending' AND waits_for = 'order' AND delivery_id IN (
       SELECT delivery_id FROM queue_recipients WHERE address = ${TEXT} ORDER BY place, delivery_id LIMIT ${WOKEN_AT_ONCE})`,
  );
  const park = database.prepare<[number]>(
    `UPDATE queue SET due_at = ${NEVER}, waits_for = 'order' WHERE delivery_id = ?`,
  );

  const wakeFirst = (address: string, now: number) => {
    if (first.get(address) === 'order') wake.run(now, address);
  };
  return {
    join: (deliveryId, place, addresses) => {
      for (const address of linesOf(addresses)) join.run(address, place, deliveryId);
    },
    leave: (deliveryId, now) => {
      const left = lines.all(deliveryId);
      if (left.length === 0) return;
      leave.run(deliveryId);
      for (const address of left) wakeFirst(address, now);
    },
    narrow: (deliveryId, addresses, now) => {
      const open = linesOf(addresses);
      for (const address of lines.all(deliveryId)) {
        if (open.has(address)) continue;
        leaveLine.run(deliveryId, address);
        wakeFirst(address, now);
      }
    },
    before: (deliveryId) => before.all(deliveryId).filter((id) => id !== null),
    park: (deliveryId) => {
      park.run(deliveryId);
    },
  };
}

/** Servers that tell capitals apart in the part before the @ are unheard of (RFC 5321 section 2.4), and order harms nobody. */
function linesOf(addresses: readonly string[]): ReadonlySet<string> {
  return new Set(addresses.map((address) => address.toLowerCase()));
}
