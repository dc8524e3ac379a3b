import { t } from '../../../shared/catalogue/index.ts';
import type { RecipientResult } from '../../../shared/delivery.ts';
import type { Failure } from '../../../shared/result.ts';
import type { Database } from '../../store/database.ts';
import type { TakeUp } from './attempt-report.ts';
import type { Lease, NewMessage } from './queue-message.ts';
import { openForgetting } from './queue-store-forget.ts';
import { everybody, openQueueLog } from './queue-store-log.ts';
import { openOrder } from './queue-store-order.ts';
import { openStaying } from './queue-store-stay.ts';
import type { QueueStore } from './queue-store-type.ts';

/** Messages that are put away in one transaction. */
const PUT_AWAY_AT_ONCE = 200;

type UnderWay = { readonly deliveryId: number; readonly owner: string; readonly leaseUntil: number };

type Row = Lease & {
  readonly owner: string;
  readonly begun: number;
  readonly handedOver: number;
  readonly tries: number;
  readonly firstTriedAt: number | null;
  readonly dueAt: number;
  readonly recipients: string;
  readonly results: string;
};

/** Why nothing more is known of an attempt: before its message was handed over, and after. */
type Reasons = { readonly before: () => Failure; readonly after: () => Failure };

/** Taking up what was left behind, and putting away what nobody came back to. */
export function openSettling(database: Database): Pick<QueueStore, 'settle' | 'abandon' | 'prune'> {
  const order = openOrder(database);
  const log = openQueueLog(database);
  const forgetting = openForgetting(database);
  const staying = openStaying(database);
  const underWay = database.prepare<[], UnderWay>(
    `SELECT delivery_id AS deliveryId, owner, lease_until AS leaseUntil FROM queue WHERE state = 'sending'`,
  );
  const read = database.prepare<[number], Row>(
    `SELECT delivery_id AS deliveryId, claim, owner, begun, handed_over AS handedOver, tries,
       first_tried_at AS firstTriedAt, due_at AS dueAt, recipients, results
     FROM queue WHERE delivery_id = ? AND state = 'sending'`,
  );
  const giveBack = database.prepare<[number]>(
    `UPDATE queue SET state = 'pending', owner = NULL, lease_until = NULL WHERE delivery_id = ?`,
  );
  const failed = database
    .prepare<[number, number], number>(
      `SELECT delivery_id FROM queue INDEXED BY queue_failed WHERE state = 'failed' AND failed_at < ? ORDER BY failed_at LIMIT ?`,
    )
    .pluck();
  const remove = database.prepare<[number]>('DELETE FROM queue WHERE delivery_id = ?');

  const takeUpOne = (row: Row, handedOver: boolean, now: number, takeUp: TakeUp, reasons: Reasons) => {
    const { deliveryId, claim, owner, tries, firstTriedAt, dueAt } = row;
    const results = JSON.parse(row.results) as RecipientResult[];
    const reason = handedOver ? reasons.after() : reasons.before();
    const { decision, failure, ...counted } = takeUp({ handedOver, tries, firstTriedAt, dueAt }, reason);
    log.lost({
      deliveryId,
      claim,
      owner,
      startedAt: new Date(now).toISOString(),
      status: handedOver ? 'unknown' : 'failed',
      recipients: results,
      failure: reason,
    });
    log.explain(deliveryId, failure);
    if (decision.next === 'pending') return staying.tryAgain(deliveryId, decision, counted.firstTriedAt, {});
    const isFailed = decision.next === 'failed';
    staying.keep(deliveryId, isFailed ? now : null, isFailed ? { open: notReached(row.recipients, results) } : {});
    log.conclude(deliveryId, decision.next, now);
    order.leave(deliveryId, now);
  };
  const settleGone = database.transaction<QueueStore['settle']>((now, isGone, takeUp, isCertain = () => true) => {
    const gone = underWay.all().filter(({ owner, leaseUntil }) => isGone(owner, leaseUntil));
    for (const { deliveryId } of gone) {
      const row = read.get(deliveryId);
      if (row === undefined) continue;
      // What says that it wasn't handed over may be older than the end of its computer.
      const handedOver = row.handedOver === 1 || !isCertain(row.owner);
      if (handedOver || row.begun === 1) takeUpOne(row, handedOver, now, takeUp, processEnded);
      else giveBack.run(deliveryId);
    }
    return gone.length;
  }).immediate;

  return {
    // Nobody is kept from writing while there is nothing to settle.
    settle: (now, isGone, ...rest) =>
      underWay.all().some(({ owner, leaseUntil }) => isGone(owner, leaseUntil)) ? settleGone(now, isGone, ...rest) : 0,
    abandon: database.transaction<QueueStore['abandon']>((leases, now, takeUp) => {
      for (const { deliveryId, claim } of leases) {
        const row = read.get(deliveryId);
        if (row?.claim === claim) takeUpOne(row, row.handedOver === 1, now, takeUp, bug);
      }
    }).immediate,
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

function notReached(recipients: string, results: readonly RecipientResult[]): readonly string[] {
  const reached = new Set(results.flatMap(({ address, status }) => (status === 'accepted' ? [address] : [])));
  return everybody(JSON.parse(recipients) as NewMessage['recipients']).filter((address) => !reached.has(address));
}

const processEnded: Reasons = {
  before: () => ({ code: 'CONNECTION_LOST', message: t('queue.processEnded') }),
  after: () => unknown(t('failure.PROCESS_ENDED')),
};

const bug: Reasons = {
  before: () => ({ code: 'INTERNAL', message: t('queue.attemptBroken') }),
  after: () => unknown(t('queue.endUnwritten')),
};

function unknown(message: string): Failure {
  return { code: 'OUTCOME_UNKNOWN', message, help: t('failure.OUTCOME_UNKNOWN.help') };
}
