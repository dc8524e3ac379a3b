import type { ClaimedMessage } from '../store/queue-message.ts';
import type { ClaimOptions } from '../store/queue-store-type.ts';
import type { Presence } from './presence.ts';
import type { Claim, Task, WorkerContext } from './worker-context.ts';

const nothing: Claim = { messages: [], probing: false };

/** Gives what takes the messages that are due; of these alone when `only` is given. */
export function claimsOf(
  { store, breaker, settings, now, owner, changed }: WorkerContext,
  presence: Presence,
  only?: () => readonly number[],
): Task['claim'] {
  return (limit): Claim => {
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
    return claimProbe(store, breaker, options);
  };
}

function claimProbe(
  store: WorkerContext['store'],
  breaker: WorkerContext['breaker'],
  options: Omit<ClaimOptions, 'limit'>,
): Claim {
  const probe = store.claimProbe(options);
  if (probe === undefined) return nothing;
  breaker.probeBegins();
  return { messages: [probe], probing: true };
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

export type RunTask = Task & {
  readonly tally: Readonly<RunTally>;
  /** True for a task that ends by itself before nothing is due, once it has nothing left to do. */
  readonly isDone: () => boolean;
};

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
  const isDone = () => only !== undefined && left.size === 0;
  const claim = claimsOf(context, presence, only === undefined ? undefined : () => [...left]);
  return {
    claim: (limit) => (isDone() ? nothing : claim(limit)),
    more,
    linger: async () => only === undefined && repeat(),
    ended: ({ deliveryId }: ClaimedMessage, next) => {
      left.delete(deliveryId);
      if (next !== 'pending') tally[next]++;
    },
    tally,
    isDone,
  };
}

/** The task of trying a connection that is at fault with one message that is due, because a person doesn't want to wait. */
export function probeTask(context: WorkerContext, presence: Presence): RunTask {
  const { store, breaker, settings, now, owner } = context;
  const tally: RunTally = { sent: 0, failed: 0, unknown: 0 };
  let tried = false;
  return {
    claim: () => {
      if (tried || breaker.open() === undefined) return nothing;
      const throttle = settings().draft.queue;
      return claimProbe(store, breaker, { owner, now: now(), leaseUntil: presence.leaseUntil(), throttle });
    },
    more: () => {},
    linger: async () => false,
    ended: (_message, next) => {
      tried = true;
      if (next !== 'pending') tally[next]++;
    },
    tally,
    isDone: () => tried,
  };
}
