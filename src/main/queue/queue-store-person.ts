import type { HoldReason, QueueState } from '../../shared/queue.ts';
import type { Database } from '../store/database.ts';
import { openForgetting } from './queue-store-forget.ts';
import { everybody, openQueueLog } from './queue-store-log.ts';
import { openOrder } from './queue-store-order.ts';
import { openStormBrake } from './queue-store-storm.ts';
import type { NewMessage, QueueStore } from './queue-store-type.ts';

/** Added to a time for the place of a message that a person sends now: it goes before everything that waits for its turn. */
const IN_FRONT = -1_000_000_000_000_000;

type Row = {
  readonly deliveryId: number;
  readonly state: QueueState | 'similar';
  readonly place: number;
  readonly dueAt: number;
  readonly waitsFor: string | null;
  readonly stormHead: number | null;
  readonly recipients: string;
  readonly openRecipients: string | null;
};

type Return = {
  readonly dueAt: number;
  readonly place: number;
  readonly waitsFor: string | null;
  readonly sendNow: 0 | 1;
  /** Forgets earlier attempts, as far as the back-off goes. */
  readonly anew: 0 | 1;
};

/** What people do to messages in the queue. What is under way is left alone, and so is what is in no state for it. */
export function openPersonsChanges(
  database: Database,
): Pick<QueueStore, 'sendNow' | 'retry' | 'hold' | 'releaseHeld' | 'remove' | 'markSent' | 'sendAgain'> {
  const order = openOrder(database);
  const log = openQueueLog(database);
  const storms = openStormBrake(database);
  const forgetting = openForgetting(database);
  const read = database.prepare<[number], Row>(
    `SELECT delivery_id AS deliveryId, state, place, due_at AS dueAt, waits_for AS waitsFor, storm_head AS stormHead,
       recipients, open_recipients AS openRecipients FROM queue WHERE delivery_id = ?`,
  );
  const putBack = database.prepare<[object]>(
    `UPDATE queue SET state = 'pending', due_at = @dueAt, place = @place, waits_for = @waitsFor, send_now = @sendNow,
       held_because = NULL, storm_head = NULL, failed_at = NULL, handed_over = 0,
       tries = CASE WHEN @anew = 1 THEN 0 ELSE tries END,
       first_tried_at = CASE WHEN @anew = 1 THEN NULL ELSE first_tried_at END WHERE delivery_id = @deliveryId`,
  );
  const hold = database.prepare<[string, number]>(
    `UPDATE queue SET state = 'held', held_because = ?, send_now = 0,
       due_at = CASE WHEN waits_for = 'order' THEN max(place, 0) ELSE due_at END,
       waits_for = CASE WHEN waits_for = 'order' THEN NULL ELSE waits_for END WHERE delivery_id = ?`,
  );
  const remove = database.prepare<[number]>('DELETE FROM queue WHERE delivery_id = ?');

  /** Does something to each message that is in a state for it; `change` gives false for one that isn't after all. */
  const changeEach = (ids: readonly number[], states: readonly Row['state'][], change: (row: Row) => unknown) => {
    const rows = ids.map((id) => read.get(id)).filter((row) => row !== undefined && states.includes(row.state));
    return rows.filter((row) => row !== undefined && change(row) !== false).length;
  };
  const leaveStorm = ({ stormHead, state }: Row) => {
    if (stormHead !== null && state === 'held') storms.headLeft(stormHead);
  };
  const queueAgain = (row: Row, to: Return) => {
    const { deliveryId, state } = row;
    const open = openOf(row);
    // Nobody would get it: it stays as what it is.
    if (open.length === 0) return false;
    order.leave(deliveryId);
    putBack.run({ deliveryId, ...to });
    order.join(deliveryId, to.place, open);
    if (state === 'failed' || state === 'unknown') log.reopen(deliveryId);
    leaveStorm(row);
    return true;
  };
  const dispose = (row: Row) => {
    order.leave(row.deliveryId);
    remove.run(row.deliveryId);
    forgetting.forget(row.deliveryId);
    leaveStorm(row);
  };

  return {
    sendNow: database.transaction<QueueStore['sendNow']>((ids, now) =>
      changeEach(ids, ['pending', 'held', 'similar', 'failed'], (row) => {
        const anew = row.state === 'failed' ? 1 : 0;
        return queueAgain(row, { dueAt: now, place: now + IN_FRONT, waitsFor: null, sendNow: 1, anew });
      }),
    ).immediate,
    retry: database.transaction<QueueStore['retry']>((ids, now) =>
      changeEach(ids, ['failed', 'pending'], (row) => {
        const waits = row.waitsFor === 'retry' || row.waitsFor === 'greylisting';
        if (row.state === 'pending' && !waits) return false;
        return queueAgain(row, { dueAt: now, place: row.place, waitsFor: null, sendNow: 0, anew: 1 });
      }),
    ).immediate,
    hold: database.transaction<QueueStore['hold']>((ids, because: HoldReason) =>
      changeEach(ids, ['pending'], (row) => {
        hold.run(because, row.deliveryId);
        order.leave(row.deliveryId);
      }),
    ).immediate,
    releaseHeld: database.transaction<QueueStore['releaseHeld']>((ids, now) =>
      changeEach(ids, ['held', 'similar'], (row) => {
        const { place, dueAt } = row;
        const waitsFor = dueAt > now ? row.waitsFor : null;
        return queueAgain(row, { dueAt, place, waitsFor, sendNow: 0, anew: 0 });
      }),
    ).immediate,
    remove: database.transaction<QueueStore['remove']>((ids, note, now) =>
      changeEach(ids, ['pending', 'held', 'similar', 'failed', 'unknown'], (row) => {
        log.note(row.deliveryId, note);
        // One that has had its outcome keeps it.
        if (row.state !== 'failed' && row.state !== 'unknown') log.conclude(row.deliveryId, 'cancelled', now);
        dispose(row);
      }),
    ).immediate,
    markSent: database.transaction<QueueStore['markSent']>((ids, note, now) =>
      changeEach(ids, ['unknown'], (row) => {
        log.note(row.deliveryId, note);
        log.explain(row.deliveryId, null);
        log.conclude(row.deliveryId, 'sent', now);
        dispose(row);
      }),
    ).immediate,
    sendAgain: database.transaction<QueueStore['sendAgain']>((ids, now) =>
      changeEach(ids, ['unknown'], (row) =>
        queueAgain(row, { dueAt: now, place: row.place, waitsFor: null, sendNow: 0, anew: 1 }),
      ),
    ).immediate,
  };
}

function openOf({ openRecipients, recipients }: Row): readonly string[] {
  if (openRecipients !== null) return JSON.parse(openRecipients) as string[];
  return everybody(JSON.parse(recipients) as NewMessage['recipients']);
}
