import { provesConnection } from '../fault.ts';
import type { ClaimedMessage } from '../store/queue-message.ts';
import { MOST_BYTES } from '../store/queue-store-claim.ts';
import { Batch } from './batch.ts';
import { createLaneConnection } from './lane-connection.ts';
import { patiently } from './patience.ts';
import { tryMessage } from './try-message.ts';
import type { Claim, Task, WorkerContext } from './worker-context.ts';

/** Messages that are claimed at a time: few at first, more when they are quickly gone, so that no lane sits on another's work. */
const SIZE = { first: 4, most: 64 };
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
  /** What was taken from the batch and has not ended. */
  let current: ClaimedMessage | undefined;
  let begun = false;
  let handedOver = false;
  let probing = first.probing;
  /** The claim was as large as it could be: there is work for another lane, as soon as this one has got a message through. */
  let hasMore = false;

  /** False when the lane has to leave. */
  async function send(message: ClaimedMessage): Promise<boolean> {
    begun = true;
    if (!message.begun) journal.begins(message);
    const result = await tryMessage(message, connection, context, {
      signal: controller.signal,
      mayConnect: () => mayConnect(message),
      handedOver: () => {
        handedOver = true;
      },
    });
    begun = handedOver = false;
    current = undefined;
    if (result === 'lost') {
      batch.giveBackAfter(message.openRecipients);
      return true;
    }
    if (result === 'unwritten') {
      journal.giveBack([message]);
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
      if (!tried.outcome.reused) await patiently(() => store.briefly(breaker.worked));
    }
    if (decision !== null) task.ended(message, decision.next);
    if (decision?.next === 'pending') batch.giveBackAfter(open);
    if (fault === 'connection' && failure !== null) {
      const opens = () => breaker.failed(failure, message.deliveryId, tried.digest, probing);
      await patiently(() => store.briefly(opens));
      rest.doubt();
    }
    if (fault === 'server') rest.failed();
    return fault !== 'connection' && fault !== 'server' && fault !== 'stopped';
  }

  /** A pause, an open circuit and the end are seen before each message: nothing begins after them. */
  function mayBegin(message: ClaimedMessage): boolean {
    if (context.isStopping()) return false;
    const circuitLets = probing || message.passesCircuit || breaker.open() === undefined;
    return circuitLets && (message.sendNow || store.briefly(store.paused) === undefined);
  }

  /** The same before each connection: a message that began before a pause must not open one after it. */
  function mayConnect(message: ClaimedMessage): boolean {
    try {
      return mayBegin(message);
    } catch (error) {
      context.unexpected(error);
      return false;
    }
  }

  async function sendAll(): Promise<boolean> {
    for (let message = batch.next(); message !== undefined; message = batch.next()) {
      current = message;
      if (mayBegin(message)) {
        if (!(await send(message))) return false;
      } else {
        journal.giveBack([message]);
        current = undefined;
      }
      probing = false;
    }
    return true;
  }

  /** What still waits to be written may be what lets the next message go. */
  const claim = (limit: number): Promise<Claim> =>
    patiently(() =>
      store.briefly(() => {
        breaker.look();
        const claimed = journal.along(() => task.claim(limit));
        if (claimed.probing) breaker.probeBegan();
        return claimed;
      }),
    );

  async function run(): Promise<void> {
    let size = SIZE.first;
    batch.fill(first.messages);
    hasMore = isLarge(first, size);
    for (;;) {
      const began = now();
      if (!(await sendAll())) return;
      const took = now() - began;
      size = took < QUICK_MS ? Math.min(size * 2, SIZE.most) : took > SLOW_MS ? SIZE.first : size;
      let claimed = context.isStopping() ? undefined : await claim(size);
      while (claimed?.messages.length === 0) claimed = (await task.linger()) ? await claim(size) : undefined;
      if (claimed === undefined) return;
      batch.fill(claimed.messages);
      ({ probing } = claimed);
      hasMore = isLarge(claimed, size);
    }
  }

  async function runToTheEnd(): Promise<void> {
    try {
      await run();
    } catch (error) {
      context.unexpected(error);
      rest.failed();
      if (current !== undefined && begun) journal.abandon(current);
      else if (current !== undefined) journal.giveBack([current]);
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

/** True for a claim that has stopped at its size, or probably at that of its messages. */
function isLarge({ messages }: Claim, size: number): boolean {
  return messages.length >= size || messages.reduce((sum, { source }) => sum + source.byteLength, 0) >= MOST_BYTES / 2;
}
