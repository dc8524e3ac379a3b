import type { DeliveryWarning } from '../../../shared/delivery.ts';
import { endOf } from '../../mail/session-record.ts';
import { type Judgement, judge } from '../policy.ts';
import type { AttemptReport } from '../store/attempt-report.ts';
import type { ClaimedMessage } from '../store/queue-message.ts';
import type { HandOver } from './journal.ts';
import type { LaneConnection, Tried } from './lane-connection.ts';
import type { WorkerContext } from './worker-context.ts';

/** `lost`: another process has the message. `unwritten`: the database could not take it that the message goes out, so it didn't. */
export type TryResult = 'lost' | 'unwritten' | { readonly tried: Tried; readonly judgement: Judgement };

export type TryOptions = {
  readonly signal: AbortSignal;
  /** Asked before anything connects. */
  readonly mayConnect: () => boolean;
  /** Told when the end of the message goes out. */
  readonly handedOver: () => void;
};

/**
 * Sends one message and writes down what became of it. The end of the message goes out only after it is written that it may,
 * and only as long as the message is this process's.
 */
export async function tryMessage(
  message: ClaimedMessage,
  connection: LaneConnection,
  { journal, settings, now, random, owner }: WorkerContext,
  { signal, mayConnect, handedOver }: TryOptions,
): Promise<TryResult> {
  const { deliveryId, claim } = message;
  const startedAt = now();
  let permission: HandOver | undefined;
  const beforeFinalDot = async () => {
    permission = await journal.handOver(message);
    if (permission === 'granted') handedOver();
    return permission === 'granted' && !signal.aborted;
  };
  const tried = await connection.send(message, { signal, mayConnect, beforeFinalDot });
  if (permission === 'lost' || permission === 'unwritten') return permission;
  const ended = now();
  const { outcome } = tried;
  const judgement = judge({
    outcome,
    message,
    settings: settings().draft.queue,
    startedAt,
    now: ended,
    random: random(),
  });
  const untouched = { next: 'pending', dueAt: ended, waitsFor: null, counts: false } as const;
  // What was to go out and was stopped is told; what had not come so far was not tried at all.
  const decision = judgement.decision ?? (permission === 'granted' ? untouched : null);
  if (decision === null) journal.giveBack([message]);
  else journal.ended(reportOf(decision, judgement));
  return { tried, judgement };

  function reportOf(decision: AttemptReport['decision'], { failure, ...judged }: Judgement): AttemptReport {
    const { results, open, firstTriedAt } = judged;
    const { host, port } = tried;
    return {
      deliveryId,
      claim,
      owner,
      startedAt: new Date(startedAt).toISOString(),
      now: ended,
      host,
      port,
      end: endOf({ ...outcome, failure }, warningsOf(message, tried)),
      results,
      open,
      firstTriedAt,
      decision,
    };
  }
}

function warningsOf(message: ClaimedMessage, { warnings }: Tried): readonly DeliveryWarning[] {
  return [...new Set([...message.warnings, ...warnings])];
}
