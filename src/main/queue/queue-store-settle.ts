import { t } from '../../shared/catalogue/index.ts';
import type { RecipientResult } from '../../shared/delivery.ts';
import type { Failure } from '../../shared/result.ts';
import type { Database } from '../store/database.ts';
import { openForgetting } from './queue-store-forget.ts';
import { openQueueLog } from './queue-store-log.ts';
import { openOrder } from './queue-store-order.ts';
import type { QueueStore } from './queue-store-type.ts';

/** Messages that are put away in one transaction. */
const PUT_AWAY_AT_ONCE = 200;

type UnderWay = {
  readonly deliveryId: number;
  readonly owner: string;
  readonly leaseUntil: number;
  readonly handedOver: number;
  readonly results: string;
};

/** Taking up what processes left behind, and putting away what nobody came back to. */
export function openSettling(database: Database): Pick<QueueStore, 'settle' | 'prune'> {
  const order = openOrder(database);
  const log = openQueueLog(database);
  const forgetting = openForgetting(database);
  const underWay = database.prepare<[], UnderWay>(
    `SELECT delivery_id AS deliveryId, owner, lease_until AS leaseUntil, handed_over AS handedOver, results
     FROM queue WHERE state = 'sending'`,
  );
  const takeUp = database.prepare<[string, number]>(
    `UPDATE queue SET state = ?, owner = NULL, lease_until = NULL, handed_over = 0 WHERE delivery_id = ?`,
  );
  const failed = database
    .prepare<[number, number], number>(
      `SELECT delivery_id FROM queue INDEXED BY queue_failed WHERE state = 'failed' AND failed_at < ? ORDER BY failed_at LIMIT ?`,
    )
    .pluck();
  const remove = database.prepare<[number]>('DELETE FROM queue WHERE delivery_id = ?');

  const settleOne = (row: UnderWay, now: number, resend: boolean, isCertain: (owner: string) => boolean) => {
    const { deliveryId, owner } = row;
    // What says that it wasn't handed over may be older than the end of its computer.
    const handedOver = row.handedOver === 1 || !isCertain(owner);
    const failure = handedOver ? outcomeUnknown() : processEnded();
    log.lost(deliveryId, {
      startedAt: new Date(now).toISOString(),
      status: handedOver ? 'unknown' : 'failed',
      owner,
      recipients: JSON.parse(row.results) as RecipientResult[],
      failure,
    });
    log.explain(deliveryId, failure);
    if (!handedOver || resend) {
      takeUp.run('pending', deliveryId);
      return;
    }
    takeUp.run('unknown', deliveryId);
    log.conclude(deliveryId, 'unknown', now);
    order.leave(deliveryId);
  };
  const settleGone = database.transaction<QueueStore['settle']>((now, isGone, resend, isCertain = () => true) => {
    const gone = underWay.all().filter((row) => isGone(row.owner, row.leaseUntil));
    for (const row of gone) settleOne(row, now, resend, isCertain);
    return gone.length;
  }).immediate;

  return {
    // Nobody is kept from writing while there is nothing to settle.
    settle: (now, isGone, ...rest) =>
      underWay.all().some((row) => isGone(row.owner, row.leaseUntil)) ? settleGone(now, isGone, ...rest) : 0,
    prune: database.transaction<QueueStore['prune']>((failedBefore) => {
      const ids = failed.all(failedBefore, PUT_AWAY_AT_ONCE);
      for (const deliveryId of ids) {
        remove.run(deliveryId);
        forgetting.forget(deliveryId);
      }
      return ids.length;
    }).immediate,
  };
}

function outcomeUnknown(): Failure {
  return { code: 'OUTCOME_UNKNOWN', message: t('failure.PROCESS_ENDED'), help: t('failure.OUTCOME_UNKNOWN.help') };
}

function processEnded(): Failure {
  return { code: 'CONNECTION_LOST', message: t('queue.processEnded') };
}
