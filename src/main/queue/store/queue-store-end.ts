import type { Database } from '../../store/database.ts';
import type { AttemptReport } from './attempt-report.ts';
import { openForgetting } from './queue-store-forget.ts';
import { openQueueLog } from './queue-store-log.ts';
import { openOrder } from './queue-store-order.ts';
import { openStaying } from './queue-store-stay.ts';
import { openThrottle } from './queue-store-throttle.ts';
import type { QueueStore } from './queue-store-type.ts';

type Row = {
  readonly state: string;
  readonly claim: number;
  readonly handedOver: number;
  readonly place: number;
};

/** Handing messages over, and writing what their attempts came to. */
export function openEnds(database: Database): Pick<QueueStore, 'begin' | 'handOver' | 'end'> {
  const order = openOrder(database);
  const log = openQueueLog(database);
  const forgetting = openForgetting(database);
  const throttle = openThrottle(database);
  const staying = openStaying(database);
  const begin = database.prepare<[number, number]>(
    `UPDATE queue SET begun = 1 WHERE delivery_id = ? AND claim = ? AND state = 'sending'`,
  );
  const handOver = database.prepare<[number, number]>(
    `UPDATE queue SET handed_over = 1 WHERE delivery_id = ? AND claim = ? AND state = 'sending' AND handed_over = 0`,
  );
  const read = database.prepare<[number], Row>(
    'SELECT state, claim, handed_over AS handedOver, place FROM queue WHERE delivery_id = ?',
  );
  const statusOf = database.prepare<[number], string>('SELECT status FROM deliveries WHERE id = ?').pluck();
  const remove = database.prepare<[number]>('DELETE FROM queue WHERE delivery_id = ?');

  const decide = (report: AttemptReport, row: Row) => {
    const { deliveryId, decision, now, results, open, firstTriedAt } = report;
    log.tell(report, decision.next === 'pending' ? null : decision.next);
    switch (decision.next) {
      case 'sent':
        order.leave(deliveryId, now);
        remove.run(deliveryId);
        return forgetting.forget(deliveryId);
      case 'failed':
        staying.keep(deliveryId, now, open.length === 0 ? { results } : { results, open });
        return order.leave(deliveryId, now);
      case 'unknown':
        staying.keep(deliveryId, null, { results });
        return order.leave(deliveryId, now);
      case 'pending':
        staying.tryAgain(deliveryId, decision, firstTriedAt, { results, open });
        if (row.state === 'sending') return order.narrow(deliveryId, open, now);
        log.reopen(deliveryId);
        return order.join(deliveryId, row.place, open);
    }
  };
  /** Whoever had the message has lost it meanwhile: the history gets the truth, and so does what nobody knew. */
  const endLate = (report: AttemptReport, row: Row | undefined) => {
    const { deliveryId, claim, end, decision } = report;
    const status = statusOf.get(deliveryId);
    if (status === undefined) return;
    if (!log.found(report, end)) log.attempt(report);
    const isSent = decision.next === 'sent';
    if (row === undefined) {
      if (isSent && status !== 'sent') log.tell(report, 'sent');
      return forgetting.forget(deliveryId);
    }
    const isLast = row.claim === claim;
    // Another one that sends it now is stopped before the end of the message: it is no longer in the queue.
    const isHandedOver = row.state === 'sending' && row.handedOver === 1;
    // What is unknown of a later claim stays so, whatever an earlier one came to, unless that one was taken.
    if (isSent ? !isHandedOver : isLast && row.state === 'unknown') decide(report, row);
  };

  return {
    begin: database.transaction<QueueStore['begin']>((leases) => {
      for (const { deliveryId, claim } of leases) begin.run(deliveryId, claim);
    }).immediate,
    handOver: database.transaction<QueueStore['handOver']>((leases, now) => {
      const granted = leases.map(({ deliveryId, claim }) => handOver.run(deliveryId, claim).changes === 1);
      const messages = granted.filter(Boolean).length;
      if (messages > 0) throttle.count(messages, now);
      return granted;
    }).immediate,
    end: database.transaction<QueueStore['end']>((reports) => {
      for (const report of reports) {
        const row = read.get(report.deliveryId);
        if (row?.state === 'sending' && row.claim === report.claim) {
          log.attempt(report);
          decide(report, row);
        } else endLate(report, row);
      }
    }).immediate,
  };
}
