import { Batch } from './batch.ts';
import { provesConnection } from './fault.ts';
import { createLaneConnection } from './lane-connection.ts';
import type { ClaimedMessage } from './queue-store-type.ts';
import { tryMessage } from './try-message.ts';
import type { Claim, Task, WorkerContext } from './worker-context.ts';

/** Messages that are claimed at a time: few at first, more when they are quickly gone, so that no lane sits on another's work. */
const SIZE = { first: 4, most: 32 };
/** In milliseconds: claims grow when a batch took less, and shrink when it took more. */
const QUICK_MS = 250;
const SLOW_MS = 1_000;

/** One connection over which one message goes after the other. */
export type Lane = {
  /** Resolves when it has left. Never rejects. */
  readonly done: Promise<void>;
  /** Gives back what hasn't begun; `but` stay. */
  readonly giveBack: (but?: (message: ClaimedMessage) => boolean) => void;
  /** Breaks off what is under way; what the server may have already only when `even` is true. */
  readonly abort: (even: boolean) => void;
};

/** Messages of the first claim. */
export const FIRST_CLAIM = SIZE.first;

/** Sends what was claimed, then claims on, until there is nothing more or the connection is no good. */
export function startLane(context: WorkerContext, task: Task, first: Claim): Lane {
  const { store, journal, breaker, rest, now } = context;
  const controller = new AbortController();
  const batch = new Batch(journal.giveBack);
  const connection = createLaneConnection(context.connection);
  let current: ClaimedMessage | undefined;
  let handedOver = false;
  let probing = first.probing;
  /** The claim was as large as it could be: there is work for another lane, as soon as this one has got a message through. */
  let hasMore = false;

  /** False when the lane has to leave. */
  async function send(message: ClaimedMessage): Promise<boolean> {
    current = message;
    const result = await tryMessage(message, connection, context, controller.signal, () => {
      handedOver = true;
    });
    handedOver = false;
    current = undefined;
    if (result === 'lost') {
      batch.giveBackAfter(message.openRecipients);
      return true;
    }
    if (result === 'unwritten') {
      journal.giveBack([message.deliveryId]);
      rest.failed();
      return false;
    }
    const { judgement, tried } = result;
    const { fault, decision, failure, open } = judgement;
    if (provesConnection(fault)) {
      rest.worked();
      if (hasMore) task.more();
      hasMore = false;
      // Over a connection that was open before, nobody signed in anew.
      if (!tried.outcome.reused) breaker.worked();
    }
    if (decision !== null) task.ended(message, decision.next);
    if (decision?.next === 'pending') batch.giveBackAfter(open);
    if (fault === 'connection' && failure !== null) {
      breaker.failed(failure, message.deliveryId, tried.digest, probing);
      rest.doubt();
    }
    if (fault === 'server') rest.failed();
    return fault !== 'connection' && fault !== 'server' && fault !== 'stopped';
  }

  /** A pause, an open circuit and the end are seen before each message: nothing begins after them. */
  function mayBegin(message: ClaimedMessage): boolean {
    if (context.isStopping()) return false;
    if (message.sendNow) return true;
    return (probing || breaker.open() === undefined) && store.paused() === undefined;
  }

  async function sendAll(): Promise<boolean> {
    for (let message = batch.next(); message !== undefined; message = batch.next()) {
      if (!mayBegin(message)) journal.giveBack([message.deliveryId]);
      else if (!(await send(message))) return false;
      probing = false;
    }
    return true;
  }

  /** What still waits to be written may be what lets the next message go. */
  const claim = (limit: number): Claim => journal.along(() => task.claim(limit));

  async function run(): Promise<void> {
    let size = SIZE.first;
    batch.fill(first.messages);
    hasMore = first.messages.length >= size;
    for (;;) {
      const began = now();
      if (!(await sendAll())) return;
      const took = now() - began;
      size = took < QUICK_MS ? Math.min(size * 2, SIZE.most) : took > SLOW_MS ? SIZE.first : size;
      let claimed = context.isStopping() ? undefined : claim(size);
      while (claimed?.messages.length === 0) claimed = (await task.linger()) ? claim(size) : undefined;
      if (claimed === undefined) return;
      batch.fill(claimed.messages);
      ({ probing } = claimed);
      hasMore = claimed.messages.length >= size;
    }
  }

  async function runToTheEnd(): Promise<void> {
    try {
      await run();
    } catch (error) {
      context.unexpected(error);
      rest.failed();
      if (current !== undefined && !handedOver) journal.giveBack([current.deliveryId]);
    }
    batch.giveBack();
    await connection.close().catch(context.unexpected);
  }

  return {
    done: runToTheEnd(),
    giveBack: (but) => batch.giveBack((message) => but?.(message) !== true),
    abort: (even) => {
      if (even || !handedOver) controller.abort();
    },
  };
}
