import type { StepName } from '../../shared/delivery.ts';
import { RefusedError } from './session-error.ts';
import type { Conversation, SessionOutcome } from './session-outcome.ts';

/** What a delivery came to, with what is needed to judge whether and when to try again. */
export type LineOutcome = SessionOutcome & {
  /** The reply that decided, redacted; null when no reply did. */
  readonly refusal: { readonly step: StepName; readonly reply: string } | null;
  /** Where it ended; null for a message that was sent, also when some recipients were refused. */
  readonly failedStep: StepName | null;
  /** True when it went over a connection that was open before. */
  readonly reused: boolean;
};

/** Adds to an outcome what the queue's policy asks for. */
export function judged(
  outcome: SessionOutcome,
  { observer, tracker }: Conversation,
  error: unknown,
  reused: boolean,
): LineOutcome {
  const failed = outcome.status !== 'sent';
  const failedStep = failed ? (observer.steps.findLast(({ status }) => status === 'failed')?.step ?? null) : null;
  const refusing = tracker.refusal?.reply ?? (error instanceof RefusedError ? error.reply : undefined);
  // The replies to a sign-in are kept masked only.
  const signIn =
    failedStep === 'sign-in' && /^[45]/.test(tracker.reply ?? '') ? (tracker.reply ?? undefined) : undefined;
  const reply = refusing === undefined ? signIn : observer.redact(refusing);
  const step = tracker.refusal?.step ?? failedStep;
  const refusal = !failed || reply === undefined || step === null ? null : { step, reply };
  return { ...outcome, refusal, failedStep, reused };
}

/**
 * Says why a connection that was open before takes no more messages, when a new one may: it had ended before it answered MAIL, or
 * it answered that it is about to end (421), or that it is full: that is how some servers limit the messages of a connection
 * (RFC 5321 section 4.2.1). Undefined when the outcome stands.
 *
 * @param tookMessages it has taken messages; one that never has isn't full
 */
export function hasGone(
  { observer, tracker, dialogue, signal }: Conversation,
  error: unknown,
  tookMessages: boolean,
): string | undefined {
  if (error === undefined || signal.aborted || dialogue === undefined) return undefined;
  if (!tracker.answered && dialogue.destroyed) return error instanceof Error ? error.message : String(error);
  const { refusal } = tracker;
  if (refusal?.step !== 'sender') return undefined;
  const ends = refusal.reply.startsWith('421') || (tookMessages && refusal.reply.startsWith('4'));
  return ends ? observer.redact(refusal.reply) : undefined;
}
