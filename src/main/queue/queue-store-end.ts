import type { Database } from '../store/database.ts';
import { openForgetting } from './queue-store-forget.ts';
import { openQueueLog } from './queue-store-log.ts';
import { openOrder } from './queue-store-order.ts';
import { openThrottle } from './queue-store-throttle.ts';
import type { AttemptReport, Decision, QueueStore } from './queue-store-type.ts';

type Row = {
  readonly state: string;
  readonly owner: string | null;
  readonly handedOver: number;
  readonly place: number;
};

/** Handing messages over, and writing what their attempts came to. */
export function openEnds(database: Database): Pick<QueueStore, 'handOver' | 'end'> {
  const order = openOrder(database);
  const log = openQueueLog(database);
  const forgetting = openForgetting(database);
  const throttle = openThrottle(database);
  const handOver = database.prepare<[number, string]>(
    `UPDATE queue SET handed_over = 1 WHERE delivery_id = ? AND owner = ? AND state = 'sending'`,
  );
  const read = database.prepare<[number], Row>(
    'SELECT state, owner, handed_over AS handedOver, place FROM queue WHERE delivery_id = ?',
  );
  const statusOf = database.prepare<[number], string>('SELECT status FROM deliveries WHERE id = ?').pluck();
  const remove = database.prepare<[number]>('DELETE FROM queue WHERE delivery_id = ?');
  const settle = database.prepare<[object]>(
    `UPDATE queue SET state = @state, failed_at = @failedAt, owner = NULL, lease_until = NULL, send_now = 0,
       tries = tries + 1, results = @results WHERE delivery_id = @deliveryId`,
  );
  const putBack = database.prepare<[object]>(
    `UPDATE queue SET state = 'pending', due_at = @dueAt, waits_for = @waitsFor, owner = NULL, lease_until = NULL,
       handed_over = 0, send_now = 0, tries = tries + @tries,
       first_tried_at = CASE WHEN @tries = 1 THEN coalesce(first_tried_at, @startedAt) ELSE first_tried_at END,
       results = @results, open_recipients = @open WHERE delivery_id = @deliveryId`,
  );

  const keepInQueue = (report: AttemptReport, state: 'failed' | 'unknown') => {
    const { deliveryId, now, results } = report;
    settle.run({ deliveryId, state, failedAt: state === 'failed' ? now : null, results: JSON.stringify(results) });
    order.leave(deliveryId);
  };
  const queueAgain = (report: AttemptReport, decision: Extract<Decision, { next: 'pending' }>, row: Row) => {
    const { deliveryId, open } = report;
    putBack.run({
      deliveryId,
      dueAt: Math.round(decision.dueAt),
      waitsFor: decision.waitsFor,
      tries: decision.counts ? 1 : 0,
      startedAt: Date.parse(report.startedAt),
      results: JSON.stringify(report.results),
      open: JSON.stringify(open),
    });
    if (row.state === 'sending') return order.narrow(deliveryId, open);
    log.reopen(deliveryId);
    order.join(deliveryId, row.place, open);
  };
  const decide = (report: AttemptReport, row: Row) => {
    const { deliveryId, decision } = report;
    log.tell(report, decision.next === 'pending' ? null : decision.next);
    switch (decision.next) {
      case 'sent':
        order.leave(deliveryId);
        remove.run(deliveryId);
        return forgetting.forget(deliveryId);
      case 'failed':
      case 'unknown':
        return keepInQueue(report, decision.next);
      case 'pending':
        return queueAgain(report, decision, row);
    }
  };
  /** Whoever had the message has lost it meanwhile: the history gets the truth, and so does a message that waits for it. */
  const endLate = (report: AttemptReport, row: Row | undefined) => {
    const { deliveryId, owner, end, decision } = report;
    const status = statusOf.get(deliveryId);
    if (status === undefined) return;
    if (!log.found(deliveryId, owner, end)) log.attempt(report);
    if (row === undefined) {
      if (decision.next === 'sent' && status !== 'sent') log.tell(report, 'sent');
      return forgetting.forget(deliveryId);
    }
    // Another one that sends it now is stopped before the end of the message: it is no longer in the queue.
    const isHandedOver = row.state === 'sending' && row.handedOver === 1;
    if (row.state === 'unknown' || (decision.next === 'sent' && !isHandedOver)) decide(report, row);
  };

  return {
    handOver: database.transaction<QueueStore['handOver']>((owner, deliveryIds, now = Date.now()) => {
      const lost = deliveryIds.filter((deliveryId) => handOver.run(deliveryId, owner).changes === 0);
      if (lost.length < deliveryIds.length) throttle.count(deliveryIds.length - lost.length, now);
      return lost;
    }).immediate,
    end: database.transaction<QueueStore['end']>((reports) => {
      for (const report of reports) {
        const { deliveryId, owner } = report;
        const row = read.get(deliveryId);
        if (row?.state === 'sending' && row.owner === owner) {
          log.attempt(report);
          decide(report, row);
        } else endLate(report, row);
      }
    }).immediate,
  };
}
