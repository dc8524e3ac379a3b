import type { Presence } from './presence.ts';
import type { ClaimedMessage } from './queue-store-type.ts';
import type { Claim, Task, WorkerContext } from './worker-context.ts';

/** Gives what takes the messages that are due; of these alone when `only` is given. */
export function claimsOf(
  { store, breaker, settings, now, owner, changed }: WorkerContext,
  presence: Presence,
  only?: () => readonly number[],
): Task['claim'] {
  return (limit): Claim => {
    breaker.look();
    const options = {
      owner,
      now: now(),
      leaseUntil: presence.leaseUntil(),
      throttle: settings().draft.queue,
      ...(only === undefined ? {} : { only: only() }),
    };
    const messages = store.claim({ ...options, limit });
    if (messages.length > 0) changed();
    if (messages.length > 0 || !breaker.probeIsDue()) return { messages, probing: false };
    const probe = store.claimProbe(options);
    if (probe === undefined) return { messages: [], probing: false };
    breaker.probeBegins();
    return { messages: [probe], probing: true };
  };
}

/** How often a claim that gives nothing is repeated while the same message stays the first that is due. */
const MOST_REPEATED = 20;

/**
 * Gives what tells whether a claim that gave nothing is to be repeated: something is due and nothing stops it, so the claim has
 * only put aside what waits for others.
 */
export function repeats({ store, settings, now }: WorkerContext): () => boolean {
  let first: number | undefined;
  let times = 0;
  return () => {
    const due = store.nextDue();
    if (due === undefined || due > now()) return false;
    if (store.paused() !== undefined || store.circuit() !== undefined) return false;
    if (store.throttledUntil(settings().draft.queue, now()) !== undefined) return false;
    times = due === first ? times + 1 : 0;
    first = due;
    return times < MOST_REPEATED;
  };
}

/** What came of the messages of one run. */
export type RunTally = { sent: number; failed: number; unknown: number };

type RunTask = Task & { readonly tally: Readonly<RunTally> };

/** The task of a run: each message is tried once. */
export function runTask(
  context: WorkerContext,
  presence: Presence,
  only: readonly number[] | undefined,
  more: () => void,
): RunTask {
  const tally: RunTally = { sent: 0, failed: 0, unknown: 0 };
  const left = new Set(only);
  const repeat = repeats(context);
  const claim = claimsOf(context, presence, only === undefined ? undefined : () => [...left]);
  return {
    claim: (limit) => (only !== undefined && left.size === 0 ? { messages: [], probing: false } : claim(limit)),
    more,
    linger: async () => only === undefined && repeat(),
    ended: ({ deliveryId }: ClaimedMessage, next) => {
      left.delete(deliveryId);
      if (next !== 'pending') tally[next]++;
    },
    tally,
  };
}
