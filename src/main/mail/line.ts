import { t } from '../../shared/catalogue/index.ts';
import type { StepProgress } from '../../shared/delivery.ts';
import type { Connection } from './connection.ts';
import type { Dialogue } from './dialogue.ts';
import type { DialogueListener } from './dialogue-options.ts';
import { hasGone, judged, type LineOutcome } from './line-outcome.ts';
import { SessionObserver } from './observer.ts';
import { createRedactor, type Redactor } from './redactor.ts';
import { stepsAhead } from './session.ts';
import { CancelledError, RefusedError } from './session-error.ts';
import { openSession } from './session-opening.ts';
import { type Conversation, conclude } from './session-outcome.ts';
import { addressesOf, type Errand, sendMessage, signIn } from './session-talk.ts';
import { StepTracker } from './step-tracker.ts';
import type { SessionEnvironment } from './transport.ts';

/** A message for a line: it always goes as far as sending. */
export type LineJob = Errand & {
  readonly signal: AbortSignal;
  /** Asked when the server's addresses are known and nothing has connected yet: false, and nothing does. */
  readonly mayConnect?: () => boolean;
  readonly report?: (index: number, step: StepProgress) => void;
};

/** A connection to a mail server over which one message goes after the other. */
export type MailLine = {
  /**
   * Connects when there is no connection yet, or the one there is has gone; else goes on over it. Never rejects. When another
   * message is under way, it waits for that.
   */
  readonly deliver: (job: LineJob) => Promise<LineOutcome>;
  /** True when a connection is there and can take a message. */
  readonly open: boolean;
  /** Waits for the delivery under way and ends the connection, with a QUIT when that is possible within a second. */
  readonly close: () => Promise<void>;
};

/** A connection that is open and signed in. */
type Link = {
  readonly dialogue: Dialogue;
  readonly greeting: string | null;
  /** Knows what was secret in the sign-in. */
  readonly redact: Redactor;
  readonly openedAt: string;
  messages: number;
  /** How many of them were sent. */
  sent: number;
};

const RESET_LIMIT_MS = 5000;

/** Gives a line that connects with its first message. */
export function createLine(connection: Connection, environment: SessionEnvironment): MailLine {
  let link: Link | undefined;
  let running: Promise<void> | undefined;
  /** What the signal ends. */
  let current: Dialogue | undefined;
  let watched: AbortSignal | undefined;
  const cancel = () => current?.abort(new CancelledError());

  /** Most messages come with the same signal, and listening anew costs as much as a step does. */
  function watch(signal: AbortSignal | undefined): void {
    if (signal === watched) return;
    watched?.removeEventListener('abort', cancel);
    signal?.addEventListener('abort', cancel);
    watched = signal;
  }

  const linked = () => (link?.dialogue.destroyed === false ? link : undefined);

  async function deliver(job: LineJob): Promise<LineOutcome> {
    const before = linked();
    if (before === undefined) return deliverAnew(job, undefined);
    const conversation = begin(job, before);
    const error = await send(job, conversation, () => resume(before, conversation));
    before.messages++;
    const reason = hasGone(conversation, error, before.sent > 0);
    if (reason === undefined) return finish(conversation, error, true);
    await before.dialogue.leave(true);
    return deliverAnew(job, reason);
  }

  /** @param reason why the connection that was there took the message no more */
  async function deliverAnew(job: LineJob, reason: string | undefined): Promise<LineOutcome> {
    const conversation = begin(job, undefined);
    if (reason !== undefined) conversation.observer.record('note', t('session.note.connectedAnew', { reason }));
    link = undefined;
    const error = await send(job, conversation, () => connect(job, conversation));
    return finish(conversation, error, false);
  }

  function begin(job: LineJob, before: Link | undefined): Conversation {
    const redact = before?.redact ?? createRedactor(connection.credentials);
    const observer = new SessionObserver(environment.clock, redact, job.report);
    return {
      connection,
      addresses: addressesOf(job),
      sender: job.sender,
      until: 'send',
      observer,
      tracker: new StepTracker(observer, job.recipients),
      signal: job.signal,
      dialogue: before?.dialogue,
      opened: before !== undefined,
      greeting: before?.greeting ?? null,
    };
  }

  /** Gives what went wrong, if anything did. */
  async function send(
    job: LineJob,
    conversation: Conversation,
    ready: () => Dialogue | Promise<Dialogue>,
  ): Promise<unknown> {
    watch(job.signal);
    try {
      const dialogue = await ready();
      if (job.signal.aborted) throw new CancelledError();
      await sendMessage(job, dialogue, conversation.observer);
      return undefined;
    } catch (error) {
      return error;
    } finally {
      current = undefined;
    }
  }

  function resume({ dialogue, openedAt, messages }: Link, { observer, tracker }: Conversation): Dialogue {
    observer.record('note', t('session.note.continued', { time: openedAt, number: messages + 1 }));
    dialogue.listener = tracker.listener;
    current = dialogue;
    return dialogue;
  }

  async function connect(job: LineJob, conversation: Conversation): Promise<Dialogue> {
    const { signal, mayConnect } = job;
    const dialogue = await openSession({ connection, signal, mayConnect }, conversation, environment);
    current = dialogue;
    if (signal.aborted) throw new CancelledError();
    const { observer, tracker } = conversation;
    await signIn(connection, dialogue, observer, environment);
    const openedAt = environment.now().toISOString();
    link = { dialogue, greeting: tracker.greeting, redact: observer.redact, openedAt, messages: 1, sent: 0 };
    return dialogue;
  }

  async function finish(conversation: Conversation, error: unknown, reused: boolean): Promise<LineOutcome> {
    const { observer } = conversation;
    const ahead = () => stepsAhead(connection, 'send', observer.steps, reused);
    const outcome = await conclude(conversation, error, ahead, environment);
    if (error !== undefined) await tidyUp(conversation, error);
    else if (link !== undefined) link.sent++;
    const kept = linked();
    if (kept === undefined) watch(undefined);
    else kept.dialogue.listener = silent;
    return judged(outcome, conversation, error, reused);
  }

  /** Makes the connection fit for the next message, or leaves it. */
  async function tidyUp({ dialogue, tracker }: Conversation, error: unknown): Promise<void> {
    if (dialogue === undefined) return;
    if (dialogue.destroyed || linked() === undefined) await dialogue.leave(true);
    // RFC 5321 sections 4.1.1.4 and 4.1.1.5: after the end of a message nothing is left to be reset.
    else if (error instanceof RefusedError && !tracker.handedOver)
      await dialogue.command('RSET', RESET_LIMIT_MS).catch(() => dialogue.leave(true));
  }

  return {
    deliver: async (job) => {
      while (running !== undefined) await running;
      let done = () => {};
      running = new Promise((resolve) => {
        done = resolve;
      });
      try {
        return await deliver(job);
      } finally {
        running = undefined;
        done();
      }
    },
    get open() {
      return linked() !== undefined;
    },
    close: async () => {
      while (running !== undefined) await running;
      watch(undefined);
      const left = link;
      link = undefined;
      await left?.dialogue.leave(true);
    },
  };
}

/** Between two messages nobody is told anything. */
const silent: DialogueListener = {
  awaitingGreeting: () => {},
  client: () => {},
  secret: () => {},
  server: () => {},
  handshakeBegins: () => {},
  handshakeDone: () => {},
  messageHandedOver: () => {},
};
