import type { Socket } from 'node:net';
import { t } from '../../shared/catalogue/index.ts';
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
import type { Security } from '../../shared/settings.ts';
import { plannedSteps, type TestDepth } from '../../shared/test-message.ts';
import { describeEncryption } from './certificate.ts';
import { connectToAny, findAddresses } from './connect.ts';
import { explainFailure } from './diagnosis.ts';
import { Dialogue } from './dialogue.ts';
import { SessionObserver } from './observer.ts';
import { speaksTls } from './peek.ts';
import { createRedactor } from './redactor.ts';
import { chooseMechanism, sizeLimit } from './server-offer.ts';
import { CancelledError, SessionError } from './session-error.ts';
import { StepTracker } from './step-tracker.ts';
import type { SessionEnvironment } from './transport.ts';

/** Where to connect to, and how. */
export type Connection = {
  readonly host: string;
  readonly port: number;
  readonly security: Security;
  readonly rejectInvalidCertificates: boolean;
  /** Left out: the session goes on without signing in. Given: it signs in or fails. */
  readonly credentials?: { readonly username: string; readonly password: string };
};

export type SessionJob = {
  readonly connection: Connection;
  readonly sender: string;
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
  /** False until the session was open: before that it can't be said whether it was encrypted. */
  readonly opened: boolean;
  readonly steps: readonly Step[];
  readonly transcript: readonly TranscriptLine[];
  readonly durationMs: number;
};

/** How long a server may be silent before it is looked at whether it waits for TLS. Ports for implicit TLS are looked at sooner. */
const SILENCE_MS = 10_000;
const SILENCE_ON_465_MS = 2_000;

/** Holds one conversation with a mail server. Never rejects: whatever happens is the outcome. */
export async function runSession(job: SessionJob, environment: SessionEnvironment): Promise<SessionOutcome> {
  const { connection, signal } = job;
  const observer = new SessionObserver(environment.clock, createRedactor(connection.credentials), job.report);
  const tracker = new StepTracker(observer, job.recipients);
  let dialogue: Dialogue | undefined;
  let opened = false;

  const finish = async (error: unknown): Promise<SessionOutcome> => {
    const cancelled = signal.aborted && error !== undefined;
    const running = observer.running;
    const refused = tracker.recipients.some((each) => each.status === 'rejected');
    const failure =
      error === undefined && !refused
        ? null
        : await explainFailure({ error, cancelled, running, connection, observer, tracker, dialogue, environment });
    if (error !== undefined) {
      const next = remainingSteps(job, observer.steps)[0];
      const marked = running !== undefined || observer.steps.some((step) => step.status === 'failed');
      if (!marked && next !== undefined) observer.begin(next);
      observer.end('failed', failure?.message ?? '');
    }
    observer.skip(remainingSteps(job, observer.steps));
    if (failure !== null) observer.record('note', `${failure.code}: ${failure.message}`);
    const durationMs = observer.elapsedMs;
    // In the middle of a message a QUIT would be taken for a part of it.
    if (dialogue !== undefined) await dialogue.leave(running !== 'data');
    return {
      status:
        error === undefined ? statusReached(job.until, refused) : statusStopped(tracker.outcomeUnknown, cancelled),
      failure,
      reply: tracker.reply,
      recipients: tracker.recipients,
      encryption: dialogue?.encryption ?? null,
      opened,
      steps: observer.steps,
      transcript: observer.transcript,
      durationMs,
    };
  };

  try {
    const socket = await connect(job, observer, environment);
    dialogue = new Dialogue({
      socket,
      host: connection.host,
      clientName: environment.clientName(socket),
      security: connection.security,
      rejectInvalidCertificates: connection.rejectInvalidCertificates,
      secureContext: environment.authorities.secureContext,
      greetingTimeoutMs: environment.timeouts.greetingMs,
      idleTimeoutMs: environment.timeouts.idleMs,
      describe: (tls) => describeEncryption(tls, connection.host, environment.now(), environment.authorities.vouchFor),
      listener: tracker.listener,
    });
    const stop = cancelOn(signal, dialogue);
    const unwatch = watchSilence(dialogue, socket, connection, environment);
    try {
      await dialogue.open();
      unwatch();
      opened = true;
      if (job.until !== 'reach') await talk(job, dialogue, observer);
    } finally {
      unwatch();
      stop();
    }
    return await finish(undefined);
  } catch (error) {
    return await finish(error);
  }
}

async function connect(job: SessionJob, observer: SessionObserver, environment: SessionEnvironment): Promise<Socket> {
  const { host, port } = job.connection;
  const { connectMs } = environment.timeouts;
  observer.begin('lookup');
  const addresses = await findAddresses(host, environment.lookup, connectMs, job.signal);
  observer.end('ok', addresses[0] === host ? t('session.detail.noLookup') : addresses.join(', '));
  observer.begin('connect');
  const note = (line: string) => observer.record('note', line);
  const socket = await connectToAny(addresses, port, Math.max(connectMs - observer.elapsedMs, 1), job.signal, note);
  const address = socket.remoteAddress ?? host;
  observer.end('ok', t('session.detail.connected', { address, port }));
  observer.record('note', t('session.note.connected', { address, port }));
  return socket;
}

/** Signs in, then names sender and recipients, then sends: as far as the job goes. */
async function talk(job: SessionJob, dialogue: Dialogue, observer: SessionObserver): Promise<void> {
  const { credentials } = job.connection;
  if (credentials !== undefined) {
    observer.begin('sign-in');
    const mechanism = chooseMechanism(dialogue.offer, dialogue.encrypted);
    if (mechanism === undefined) throw new SessionError('AUTH_NOT_OFFERED');
    await dialogue.signIn(mechanism, credentials.username, credentials.password);
    observer.end('ok', t('session.detail.signedIn', { mechanism, username: credentials.username }));
  }
  if (job.until === 'sign-in') return;
  // RFC 1870 section 3: a server that names its limit needn't be bothered with a message over it.
  if (job.message.byteLength > (sizeLimit(dialogue.offer) ?? Number.POSITIVE_INFINITY)) {
    observer.begin('sender');
    throw new SessionError('OVER_SIZE_LIMIT');
  }
  if (job.until === 'send') {
    await dialogue.transfer(job.sender, job.recipients, job.message);
    return;
  }
  await dialogue.command(`MAIL FROM:<${job.sender}>`);
  for (const recipient of job.recipients) {
    await dialogue.command(`RCPT TO:<${recipient}>`).catch((error) => {
      if (dialogue.failure !== undefined || dialogue.destroyed) throw error;
    });
  }
}

function cancelOn(signal: AbortSignal, dialogue: Dialogue): () => void {
  const cancel = () => dialogue.abort(new CancelledError());
  if (signal.aborted) cancel();
  signal.addEventListener('abort', cancel);
  return () => signal.removeEventListener('abort', cancel);
}

/** A server that says nothing may be waiting for TLS: then the session ends early, with an answer instead of a time-out. */
function watchSilence(
  dialogue: Dialogue,
  socket: Socket,
  { port, security }: Connection,
  { timeouts }: SessionEnvironment,
): () => void {
  if (security === 'tls') return () => {};
  const silence = Math.min(port === 465 ? SILENCE_ON_465_MS : SILENCE_MS, timeouts.greetingMs / 2);
  const timer = setTimeout(async () => {
    const address = socket.remoteAddress;
    if (socket.bytesRead > 0 || address === undefined) return;
    if ((await speaksTls(address, port)) && socket.bytesRead === 0)
      dialogue.abort(new SessionError('TLS_FROM_FIRST_BYTE'));
  }, silence);
  return () => clearTimeout(timer);
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
