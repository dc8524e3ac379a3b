import type { Step, StepName, StepProgress } from '../../shared/delivery.ts';
import { plannedSteps, type TestDepth } from '../../shared/test-message.ts';
import type { Connection } from './connection.ts';
import { SessionObserver } from './observer.ts';
import { createRedactor } from './redactor.ts';
import type { ConnectJob } from './session-connect.ts';
import { cancelOn, openSession } from './session-opening.ts';
import { type Conversation, conclude, type SessionOutcome } from './session-outcome.ts';
import { addressesOf, askForRecipients, type Errand, sendMessage, signIn } from './session-talk.ts';
import { StepTracker } from './step-tracker.ts';
import type { SessionEnvironment } from './transport.ts';

export type SessionJob = ConnectJob &
  Errand & {
    readonly until: TestDepth;
    readonly report: (index: number, step: StepProgress) => void;
  };

/** Holds one conversation with a mail server. Never rejects: whatever happens is the outcome. */
export async function runSession(job: SessionJob, environment: SessionEnvironment): Promise<SessionOutcome> {
  const { connection, sender, recipients, until, signal } = job;
  const observer = new SessionObserver(environment.clock, createRedactor(connection.credentials), job.report);
  const conversation: Conversation = {
    connection,
    addresses: addressesOf(job),
    sender,
    until,
    observer,
    tracker: new StepTracker(observer, recipients),
    signal,
    dialogue: undefined,
    opened: false,
    greeting: null,
  };
  const error = await hold(job, conversation, environment);
  // In the middle of a message a QUIT would be taken for a part of it.
  const politely = observer.running !== 'data';
  const outcome = await conclude(conversation, error, () => stepsAhead(connection, until, observer.steps), environment);
  await conversation.dialogue?.leave(politely);
  return outcome;
}

/** Goes as far as the job does; gives what ended it before. */
async function hold(job: SessionJob, conversation: Conversation, environment: SessionEnvironment): Promise<unknown> {
  const { observer } = conversation;
  try {
    const dialogue = await openSession(job, conversation, environment);
    if (job.until === 'reach') return undefined;
    const uncancel = cancelOn(job.signal, dialogue);
    try {
      await signIn(job.connection, dialogue, observer, environment);
      if (job.until === 'send') await sendMessage(job, dialogue, observer);
      else if (job.until === 'recipient') await askForRecipients(job, dialogue, observer);
    } finally {
      uncancel();
    }
    return undefined;
  } catch (error) {
    return error;
  }
}

/**
 * The steps that would have come after the last one.
 *
 * @param resumed the session was open before
 */
export function stepsAhead(
  { security, credentials }: Connection,
  until: TestDepth,
  steps: readonly Step[],
  resumed = false,
): StepName[] {
  const last = steps.at(-1)?.step;
  const upgraded = steps.some((each) => each.step === 'starttls');
  const whole = plannedSteps(upgraded ? 'starttls' : security, credentials !== undefined, until);
  const plan = resumed ? whole.slice(whole.indexOf('sender')) : whole;
  if (last === undefined) return plan;
  return plan.slice((upgraded ? plan.lastIndexOf(last) : plan.indexOf(last)) + 1);
}
