import { type HoldReason, isPossibleFor, type QueueAction, type WaitReason } from '../../../shared/queue.ts';
import type { Database } from '../../store/database.ts';
import type { NewMessage } from './queue-message.ts';
import { openForgetting } from './queue-store-forget.ts';
import { everybody, openQueueLog } from './queue-store-log.ts';
import { openOrder } from './queue-store-order.ts';
import { type StoredState, shownState } from './queue-store-search.ts';
import { openStormBrake } from './queue-store-storm.ts';
import type { QueueStore } from './queue-store-type.ts';

/** Added to a time for the place of a message that a person sends now: it goes before everything that waits for its turn. */
const IN_FRONT = -1_000_000_000_000_000;

type Row = {
  readonly deliveryId: number;
  readonly state: StoredState;
  readonly place: number;
  readonly dueAt: number;
  readonly waitsFor: WaitReason | null;
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
  const changeEach = (ids: readonly number[], action: QueueAction, change: (row: Row) => unknown) => {
    const rows = ids.map((id) => read.get(id)).filter((row) => row !== undefined);
    const fit = rows.filter((row) => isPossibleFor(action, { ...row, state: shownState(row.state) }));
    return fit.filter((row) => change(row) !== false).length;
  };
  const leaveStorm = ({ stormHead, state }: Row) => {
    if (stormHead !== null && state === 'held') storms.headLeft(stormHead);
  };
  const queueAgain = (row: Row, to: Return, now: number) => {
    const { deliveryId, state } = row;
    const open = openOf(row);
    // Nobody would get it: it stays as what it is.
    if (open.length === 0) return false;
    order.leave(deliveryId, now);
    putBack.run({ deliveryId, ...to });
    order.join(deliveryId, to.place, open);
    if (state === 'failed' || state === 'unknown') log.reopen(deliveryId);
    leaveStorm(row);
    return true;
  };
  const dispose = (row: Row, now: number) => {
    order.leave(row.deliveryId, now);
    remove.run(row.deliveryId);
    forgetting.forget(row.deliveryId);
    leaveStorm(row);
  };

  return {
    sendNow: database.transaction<QueueStore['sendNow']>((ids, now) =>
      changeEach(ids, 'send', (row) => {
        const anew = row.state === 'failed' ? 1 : 0;
        return queueAgain(row, { dueAt: now, place: now + IN_FRONT, waitsFor: null, sendNow: 1, anew }, now);
      }),
    ).immediate,
    retry: database.transaction<QueueStore['retry']>((ids, now) =>
      changeEach(ids, 'retry', (row) =>
        queueAgain(row, { dueAt: now, place: row.place, waitsFor: null, sendNow: 0, anew: 1 }, now),
      ),
    ).immediate,
    hold: database.transaction<QueueStore['hold']>((ids, because: HoldReason, now) =>
      changeEach(ids, 'hold', (row) => {
        hold.run(because, row.deliveryId);
        order.leave(row.deliveryId, now);
      }),
    ).immediate,
    releaseHeld: database.transaction<QueueStore['releaseHeld']>((ids, now) =>
      changeEach(ids, 'release', (row) => {
        const { place, dueAt } = row;
        const waitsFor = dueAt > now ? row.waitsFor : null;
        return queueAgain(row, { dueAt, place, waitsFor, sendNow: 0, anew: 0 }, now);
      }),
    ).immediate,
    remove: database.transaction<QueueStore['remove']>((ids, note, now) =>
      changeEach(ids, 'delete', (row) => {
        log.note(row.deliveryId, note);
        // One that has had its outcome keeps it.
        if (row.state !== 'failed' && row.state !== 'unknown') log.conclude(row.deliveryId, 'cancelled', now);
        dispose(row, now);
      }),
    ).immediate,
    markSent: database.transaction<QueueStore['markSent']>((ids, note, now) =>
      changeEach(ids, 'sent', (row) => {
        log.note(row.deliveryId, note);
        log.explain(row.deliveryId, null);
        log.conclude(row.deliveryId, 'sent', now);
        dispose(row, now);
      }),
    ).immediate,
    sendAgain: database.transaction<QueueStore['sendAgain']>((ids, now, note) =>
      changeEach(ids, 'again', (row) => {
        const queued = queueAgain(row, { dueAt: now, place: row.place, waitsFor: null, sendNow: 0, anew: 1 }, now);
        if (queued && note !== undefined) log.note(row.deliveryId, note);
        return queued;
      }),
    ).immediate,
  };
}

function openOf({ openRecipients, recipients }: Row): readonly string[] {
  if (openRecipients !== null) return JSON.parse(openRecipients) as string[];
  return everybody(JSON.parse(recipients) as NewMessage['recipients']);
}
