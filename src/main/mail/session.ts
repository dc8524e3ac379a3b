import type { Socket } from 'node:net';
import type {
  DeliveryStatus,
  Encryption,
  RecipientResult,
  Step,
  StepName,
  StepProgress,
  TranscriptLine,
} from '../../shared/delivery.ts';
import type { Failure } from '../../shared/result.ts';
import { plannedSteps, type TestDepth } from '../../shared/test-message.ts';
import { voucherOf } from '../certificates/authorities.ts';
import { describeEncryption } from '../certificates/verdict.ts';
import type { Connection } from './connection.ts';
import { explainFailure } from './diagnosis.ts';
import { Dialogue } from './dialogue.ts';
import { SessionObserver } from './observer.ts';
import { createRedactor } from './redactor.ts';
import type { ServerOffer } from './server-offer.ts';
import { connectToServer, watchSilence } from './session-connect.ts';
import { CancelledError } from './session-error.ts';
import { addressesOf, talk } from './session-talk.ts';
import { StepTracker } from './step-tracker.ts';
import type { SessionEnvironment } from './transport.ts';

export type SessionJob = {
  readonly connection: Connection;
  /** Addresses of the host that are known already; left out: it is looked up. */
  readonly addresses?: readonly string[];
  readonly sender: string;
  /** The address in From, where that is another one. */
  readonly author?: string;
  readonly recipients: readonly string[];
  readonly message: Uint8Array;
  readonly until: TestDepth;
  readonly signal: AbortSignal;
  readonly report: (index: number, step: StepProgress) => void;
};

export type SessionOutcome = {
  readonly status: Exclude<DeliveryStatus, 'sending'>;
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
  readonly steps: readonly Step[];
  readonly transcript: readonly TranscriptLine[];
  readonly durationMs: number;
};

/** Holds one conversation with a mail server. Never rejects: whatever happens is the outcome. */
export async function runSession(job: SessionJob, environment: SessionEnvironment): Promise<SessionOutcome> {
  const { connection, signal } = job;
  const observer = new SessionObserver(environment.clock, createRedactor(connection.credentials), job.report);
  const tracker = new StepTracker(observer, job.recipients);
  let dialogue: Dialogue | undefined;
  let connected: Socket | undefined;
  let opened = false;

  const finish = async (error: unknown): Promise<SessionOutcome> => {
    const cancelled = signal.aborted && error !== undefined;
    const running = observer.running;
    const refused = tracker.recipients.some((each) => each.status === 'rejected');
    const failure =
      error === undefined && !refused
        ? null
        : await explainFailure({
            error,
            cancelled,
            running,
            connection,
            addresses: addressesOf(job),
            sender: job.sender,
            observer,
            tracker,
            dialogue,
            environment,
          });
    if (error !== undefined) {
      const next = remainingSteps(job, observer.steps)[0];
      const marked = running !== undefined || observer.steps.some((step) => step.status === 'failed');
      if (!marked && next !== undefined) observer.begin(next);
      // A refusal speaks for itself; the failure has it with everything around it.
      const refusal = running === 'sign-in' && /^[45]/.test(tracker.reply ?? '') ? tracker.reply : null;
      observer.end('failed', refusal ?? failure?.message ?? '');
    }
    observer.skip(remainingSteps(job, observer.steps));
    if (failure !== null) observer.record('note', `${failure.code}: ${failure.message}`);
    const durationMs = observer.elapsedMs;
    // In the middle of a message a QUIT would be taken for a part of it.
    if (dialogue !== undefined) await dialogue.leave(running !== 'data');
    connected?.destroy();
    return {
      status:
        error === undefined ? statusReached(job.until, refused) : statusStopped(tracker.outcomeUnknown, cancelled),
      failure,
      reply: tracker.reply,
      recipients: tracker.recipients,
      encryption: dialogue?.encryption ?? null,
      greeting: tracker.greeting,
      offers: dialogue?.offers ?? [],
      opened,
      steps: observer.steps,
      transcript: observer.transcript,
      durationMs,
    };
  };

  try {
    const socket = await connectToServer(job, observer, environment);
    connected = socket;
    dialogue = new Dialogue({
      socket,
      host: connection.host,
      clientName: connection.clientName ?? environment.clientName(socket),
      security: connection.security,
      rejectInvalidCertificates: connection.rejectInvalidCertificates,
      secureContext: () =>
        environment.authorities.secureContext({
          lowestVersion: connection.lowestTlsVersion,
          trustedAuthorities: connection.trustedAuthorities,
          identity: connection.clientIdentity,
        }),
      greetingTimeoutMs: connection.timeouts.greetingMs,
      idleTimeoutMs: connection.timeouts.idleMs,
      describe: (tls) =>
        describeEncryption(tls, {
          host: connection.host,
          now: environment.now(),
          authorities: environment.authorities.vouchFor,
          trustedAuthorities: voucherOf(connection.trustedAuthorities),
          trustedCertificate: connection.trustedCertificate,
        }),
      listener: tracker.listener,
    });
    const stop = cancelOn(signal, dialogue);
    const unwatch = watchSilence(dialogue, socket, connection);
    try {
      await dialogue.open();
      unwatch();
      opened = true;
      if (job.until !== 'reach') await talk(job, dialogue, observer, environment);
    } finally {
      unwatch();
      stop();
    }
    return await finish(undefined);
  } catch (error) {
    return await finish(error);
  }
}

function cancelOn(signal: AbortSignal, dialogue: Dialogue): () => void {
  const cancel = () => dialogue.abort(new CancelledError());
  if (signal.aborted) cancel();
  signal.addEventListener('abort', cancel);
  return () => signal.removeEventListener('abort', cancel);
}

function statusReached(until: TestDepth, refused: boolean): SessionOutcome['status'] {
  if (until === 'send') return 'sent';
  return refused ? 'failed' : 'checked';
}

function statusStopped(outcomeUnknown: boolean, cancelled: boolean): SessionOutcome['status'] {
  if (outcomeUnknown) return 'unknown';
  return cancelled ? 'cancelled' : 'failed';
}

/** The steps that would have come after the last one. */
function remainingSteps(job: SessionJob, steps: readonly Step[]): StepName[] {
  const { security, credentials } = job.connection;
  const upgraded = steps.some((each) => each.step === 'starttls');
  const plan = plannedSteps(upgraded ? 'starttls' : security, credentials !== undefined, job.until);
  const last = steps.at(-1)?.step;
  if (last === undefined) return plan;
  return plan.slice((upgraded ? plan.lastIndexOf(last) : plan.indexOf(last)) + 1);
}
