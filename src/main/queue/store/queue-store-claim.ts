import type { DeliveryWarning, RecipientResult } from '../../../shared/delivery.ts';
import type { Keep } from '../../../shared/notification.ts';
import type { Database } from '../../store/database.ts';
import { NUMBER } from '../../store/parameter.ts';
import type { ClaimedMessage, MessageFile, NewMessage } from './queue-message.ts';
import { everybody } from './queue-store-log.ts';
import { openOrder } from './queue-store-order.ts';
import { openThrottle } from './queue-store-throttle.ts';
import type { ClaimOptions, QueueStore } from './queue-store-type.ts';

/** `send_now` of a message that a person sends now, and of one that has met an open circuit since. */
const FRESH = 1;
const TRIED = 2;
const LOOKED_AT_ONCE = 25;
/** How many messages a claim looks at: those that have to wait for others are parked, and the next claim doesn't meet them. */
const LOOKED_AT_MOST = 250;

/** What the sources of a claim's messages may have beyond the first one's, in bytes: all of them are in memory at once. */
export const MOST_BYTES = 4 * 1_048_576;

/** A row of `queue` with its delivery, as SQL gives it. */
type Row = {
  readonly deliveryId: number;
  readonly claim: number;
  readonly messageId: string;
  readonly keep: Keep;
  readonly from: string;
  readonly recipients: string;
  readonly openRecipients: string | null;
  readonly results: string;
  readonly source: Uint8Array;
  readonly attachmentCount: number;
  readonly sizeBytes: number;
  readonly warnings: string;
  readonly tries: number;
  readonly firstTriedAt: number | null;
  readonly dueAt: number;
  readonly sendNow: number;
  readonly begun: number;
};

/** What keeps messages from being claimed, unless a person sends them now. */
type Stop = { readonly paused: boolean; readonly circuitOpen: boolean };

/** What a claim has taken so far. */
type Taken = { readonly ids: Set<number>; readonly most: number; bytes: number; isFull: boolean };

/** Taking messages to send them, and giving them back untouched. */
export function openClaims(
  database: Database,
): Pick<QueueStore, 'claim' | 'claimProbe' | 'release' | 'throttledUntil'> {
  const order = openOrder(database);
  const throttle = openThrottle(database);
  const isPaused = database.prepare<[], number>('SELECT EXISTS (SELECT 1 FROM queue_pause)').pluck();
  const isCircuitOpen = database.prepare<[], number>('SELECT EXISTS (SELECT 1 FROM circuits)').pluck();
  const due = database
    .prepare<[number], number>(
      `SELECT delivery_id FROM queue INDEXED BY queue_due WHERE state = 'pending' AND due_at <= ${NUMBER}
       ORDER BY due_at, delivery_id LIMIT ${LOOKED_AT_ONCE}`,
    )
    .pluck();
  const toSendNow = database
    .prepare<[number, number], number>(
      `SELECT delivery_id FROM queue INDEXED BY queue_send_now
       WHERE state = 'pending' AND send_now > 0 AND send_now <= ${NUMBER} AND due_at <= ${NUMBER}
       ORDER BY due_at, delivery_id LIMIT ${LOOKED_AT_ONCE}`,
    )
    .pluck();
  const named = database
    .prepare<[string, number, number], number>(
      `SELECT delivery_id FROM queue WHERE delivery_id IN (SELECT value FROM json_each(?)) AND state = 'pending'
         AND send_now BETWEEN ? AND ? ORDER BY place, delivery_id`,
    )
    .pluck();
  // SQLite reads the length alone.
  const sourceBytes = database
    .prepare<[number], number>(`SELECT length(source) FROM delivery_messages WHERE delivery_id = ${NUMBER}`)
    .pluck();
  const take = database.prepare<[string, number, number, number]>(
    `UPDATE queue SET state = 'sending', waits_for = NULL, handed_over = 0, owner = ?, lease_until = ?, claim = claim + 1,
       begun = ? WHERE delivery_id = ?`,
  );
  const giveBack = database.prepare<[number, number]>(
    `UPDATE queue SET state = 'pending', owner = NULL, lease_until = NULL, begun = 0
     WHERE delivery_id = ? AND claim = ? AND state = 'sending' AND handed_over = 0`,
  );
  const read = database.prepare<[number], Row>(
    `SELECT d.id AS deliveryId, q.claim, d.message_id AS messageId, d.keep, d.sender AS "from", q.recipients,
       q.open_recipients AS openRecipients, q.results, m.source, q.attachment_count AS attachmentCount,
       d.size_bytes AS sizeBytes, d.warnings, q.tries, q.first_tried_at AS firstTriedAt, q.due_at AS dueAt,
       q.send_now AS sendNow, q.begun
     FROM queue q JOIN deliveries d ON d.id = q.delivery_id JOIN delivery_messages m ON m.delivery_id = q.delivery_id
     WHERE q.delivery_id = ${NUMBER}`,
  );
  const readFiles = database.prepare<[number], MessageFile>(
    `SELECT byte_offset AS byteOffset, sha256, name, content_type AS contentType, size_bytes AS sizeBytes
     FROM delivery_attachments WHERE delivery_id = ${NUMBER} ORDER BY place`,
  );

  /** Takes one that may go now. One that has to wait for another is parked, unless it may be before its time. */
  const takeOrPark = (deliveryId: number, taken: Taken, parks: boolean, options: ClaimOptions) => {
    // Those before it in the same claim are sent before it.
    if (!order.before(deliveryId).every((id) => taken.ids.has(id))) {
      if (parks) order.park(deliveryId);
      return;
    }
    const isFirst = taken.ids.size === 0;
    const bytes = isFirst ? 0 : (sourceBytes.get(deliveryId) ?? 0);
    if (taken.bytes + bytes > MOST_BYTES) {
      taken.isFull = true;
      return;
    }
    // The first of a claim is begun right away.
    take.run(options.owner, options.leaseUntil, isFirst ? 1 : 0, deliveryId);
    taken.ids.add(deliveryId);
    taken.bytes += bytes;
    taken.isFull = taken.ids.size >= taken.most;
  };
  /** Takes what `next` gives, which doesn't give again what was taken or parked. */
  const takeFrom = (next: () => readonly number[], taken: Taken, options: ClaimOptions) => {
    for (let looked = 0; looked < LOOKED_AT_MOST && !taken.isFull; looked += LOOKED_AT_ONCE) {
      const ids = next();
      for (const deliveryId of ids) if (!taken.isFull) takeOrPark(deliveryId, taken, true, options);
      if (ids.length < LOOKED_AT_ONCE) return;
    }
  };
  const claim = (options: ClaimOptions, { paused, circuitOpen }: Stop): readonly ClaimedMessage[] => {
    const { now, only } = options;
    const stopped = paused || circuitOpen;
    const mostSendNow = circuitOpen ? FRESH : TRIED;
    const limit = Math.min(options.limit, throttle.left(options.throttle, now));
    if (limit < 1) return [];
    const taken: Taken = { ids: new Set(), most: limit, bytes: 0, isFull: false };
    if (only === undefined) {
      takeFrom(() => toSendNow.all(mostSendNow, now), taken, options);
      if (!stopped) takeFrom(() => due.all(now), taken, options);
    } else {
      for (const deliveryId of named.all(JSON.stringify(only), stopped ? FRESH : 0, mostSendNow))
        if (!taken.isFull) takeOrPark(deliveryId, taken, false, options);
    }
    return [...taken.ids].flatMap((deliveryId) => {
      const row = read.get(deliveryId);
      return row === undefined ? [] : [toClaimed(row, row.attachmentCount > 0 ? readFiles.all(deliveryId) : [])];
    });
  };

  return {
    claim: database.transaction<QueueStore['claim']>((options) =>
      claim(options, { paused: isPaused.get() === 1, circuitOpen: isCircuitOpen.get() === 1 }),
    ).immediate,
    claimProbe: database.transaction<QueueStore['claimProbe']>(
      (options) => claim({ ...options, limit: 1 }, { paused: isPaused.get() === 1, circuitOpen: false })[0],
    ).immediate,
    release: database.transaction<QueueStore['release']>((leases) => {
      for (const { deliveryId, claim: number } of leases) giveBack.run(deliveryId, number);
    }).immediate,
    throttledUntil: throttle.until,
  };
}

function toClaimed(row: Row, files: readonly MessageFile[]): ClaimedMessage {
  const { openRecipients, recipients, attachmentCount: _, ...rest } = row;
  return {
    ...rest,
    openRecipients:
      openRecipients === null
        ? everybody(JSON.parse(recipients) as NewMessage['recipients'])
        : (JSON.parse(openRecipients) as string[]),
    results: JSON.parse(row.results) as RecipientResult[],
    files,
    warnings: JSON.parse(row.warnings) as DeliveryWarning[],
    sendNow: row.sendNow >= FRESH,
    passesCircuit: row.sendNow === FRESH,
    begun: row.begun === 1,
  };
}
