import type {
  DeliveryStatus,
  Encryption,
  RecipientResult,
  Step,
  StepName,
  TranscriptLine,
} from '../../shared/delivery.ts';
import type { Failure } from '../../shared/result.ts';
import type { TestDepth } from '../../shared/test-message.ts';
import type { Connection } from './connection.ts';
import { explainFailure } from './diagnosis.ts';
import type { Dialogue } from './dialogue.ts';
import type { SessionObserver } from './observer.ts';
import type { ServerOffer } from './server-offer.ts';
import type { StepTracker } from './step-tracker.ts';
import type { SessionEnvironment } from './transport.ts';

export type SessionOutcome = {
  readonly status: Extract<DeliveryStatus, 'sent' | 'failed' | 'unknown' | 'cancelled' | 'checked'>;
  readonly failure: Failure | null;
  readonly reply: string | null;
  readonly recipients: RecipientResult[];
  readonly encryption: Encryption | null;
  /** The server's greeting with its code. */
  readonly greeting: string | null;
  /** What the server offered with each EHLO. */
  readonly offers: readonly ServerOffer[];
  /** False until the session was open: before that it can't be said whether it was encrypted. */
  readonly opened: boolean;
  /** True when the end of the message may have reached the network. */
  readonly handedOver: boolean;
  readonly steps: readonly Step[];
  readonly transcript: readonly TranscriptLine[];
  readonly durationMs: number;
};

/** A conversation about one message, as far as it has come. */
export type Conversation = {
  readonly connection: Connection;
  /** Every address that the message names, on its envelope and in From. */
  readonly addresses: readonly string[];
  readonly sender: string;
  readonly until: TestDepth;
  readonly observer: SessionObserver;
  readonly tracker: StepTracker;
  readonly signal: AbortSignal;
  /** Undefined until there is a connection. */
  dialogue: Dialogue | undefined;
  opened: boolean;
  greeting: string | null;
};

/**
 * Closes the record of a conversation that has come to its end, or to an error, and gives what came of it.
 *
 * @param remaining the steps that would have come after the last one
 */
export async function conclude(
  conversation: Conversation,
  error: unknown,
  remaining: () => readonly StepName[],
  environment: SessionEnvironment,
): Promise<SessionOutcome> {
  const { observer, tracker, signal } = conversation;
  const refused = tracker.anyRejected;
  if (error === undefined && !refused) return outcomeOf(conversation, statusReached(conversation.until, false), null);
  const cancelled = signal.aborted && error !== undefined;
  const { running } = observer;
  const failure = await explainFailure({ ...conversation, error, cancelled, running, environment });
  if (error !== undefined) {
    const next = remaining()[0];
    const marked = running !== undefined || observer.steps.some((step) => step.status === 'failed');
    if (!marked && next !== undefined) observer.begin(next);
    // A refusal speaks for itself; the failure has it with everything around it.
    const refusal = running === 'sign-in' && /^[45]/.test(tracker.reply ?? '') ? tracker.reply : null;
    observer.end('failed', refusal ?? failure.message);
  }
  observer.skip(remaining());
  observer.record('note', `${failure.code}: ${failure.message}`);
  const status =
    error === undefined ? statusReached(conversation.until, refused) : statusStopped(tracker.outcomeUnknown, cancelled);
  return outcomeOf(conversation, status, failure);
}

function outcomeOf(
  conversation: Conversation,
  status: SessionOutcome['status'],
  failure: Failure | null,
): SessionOutcome {
  const { observer, tracker, dialogue, opened } = conversation;
  return {
    status,
    failure,
    reply: tracker.reply,
    recipients: tracker.recipients,
    encryption: dialogue?.encryption ?? null,
    greeting: tracker.greeting ?? conversation.greeting,
    offers: dialogue?.offers ?? [],
    opened,
    handedOver: tracker.handedOver,
    steps: observer.steps,
    transcript: observer.transcript,
    durationMs: observer.elapsedMs,
  };
}

function statusReached(until: TestDepth, refused: boolean): SessionOutcome['status'] {
  if (until === 'send') return 'sent';
  return refused ? 'failed' : 'checked';
}

function statusStopped(outcomeUnknown: boolean, cancelled: boolean): SessionOutcome['status'] {
  if (outcomeUnknown) return 'unknown';
  return cancelled ? 'cancelled' : 'failed';
}
