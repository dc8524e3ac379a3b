import { t } from '../../shared/catalogue/index.ts';
import type { RecipientResult } from '../../shared/delivery.ts';
import type { Failure } from '../../shared/result.ts';
import { newInstance, ownerText, watchOwners } from '../process-owner.ts';
import type { AttemptEnd, LogStore, NewDelivery } from './log-store.ts';

/** How long an attempt is believed to be under way after its process was last heard of. */
const LEASE_MS = 20_000;
const RENEWAL_MS = 5_000;

const instance = newInstance();
const isGone = watchOwners(instance);

export type RunningAttempt = {
  readonly deliveryId: number;
  /** Writes how it ended. Gives the error when the store can't take it now; it is tried again as long as the process lives. */
  readonly end: (end: AttemptEnd) => unknown;
};

/** Enters a delivery whose first attempt begins now, and keeps saying that its process is alive until it ends. */
export function beginDelivery(
  store: LogStore,
  delivery: NewDelivery,
  recipients: readonly RecipientResult[],
  now: () => Date,
): RunningAttempt {
  const leaseUntil = () => now().getTime() + LEASE_MS;
  const { deliveryId, attemptId } = store.begin(delivery, {
    startedAt: now().toISOString(),
    owner: ownerText(instance),
    leaseUntil: leaseUntil(),
    recipients: JSON.stringify(recipients),
  });
  let ended: AttemptEnd | undefined;
  const write = () => {
    if (ended === undefined) store.renewLease(attemptId, leaseUntil());
    else store.endAttempt(deliveryId, attemptId, ended);
  };
  const timer = setInterval(() => {
    try {
      write();
      if (ended !== undefined) clearInterval(timer);
    } catch {
      // The store is busy, full or closed: the next time may succeed.
    }
  }, RENEWAL_MS);
  timer.unref();
  return {
    deliveryId,
    end: (end) => {
      ended = end;
      try {
        write();
        clearInterval(timer);
        return undefined;
      } catch (error) {
        return error;
      }
    },
  };
}

/** Ends the attempts whose process is gone, as *unknown*: nobody saw how they went on. True when there was one. */
export function settleAbandoned(store: LogStore, now: () => Date): boolean {
  const error: Failure = {
    code: 'OUTCOME_UNKNOWN',
    message: t('failure.PROCESS_ENDED'),
    help: t('failure.OUTCOME_UNKNOWN.help'),
  };
  const abandoned = store.underWay().filter(({ owner, leaseUntil }) => isGone(owner, leaseUntil, now().getTime()));
  const settled = abandoned.map((attempt) =>
    store.abandonAttempt(attempt.deliveryId, attempt.id, JSON.stringify(error)),
  );
  return settled.includes(true);
}
