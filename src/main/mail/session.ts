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
import { plannedSteps, type TestDepth } from '../../shared/test-message.ts';
import { voucherOf } from '../certificates/authorities.ts';
import { describeEncryption } from '../certificates/verdict.ts';
import { connectToAny, findAddresses } from './connect.ts';
import type { Connection } from './connection.ts';
import { explainFailure } from './diagnosis.ts';
import { Dialogue } from './dialogue.ts';
import { signInWithNtlm } from './ntlm/sign-in.ts';
import { SessionObserver } from './observer.ts';
import { speaksTls } from './peek.ts';
import { createRedactor } from './redactor.ts';
import { isAscii } from './reply-form.ts';
import { chooseMechanism, type ServerOffer, sizeLimit } from './server-offer.ts';
import { CancelledError, SessionError } from './session-error.ts';
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

/** How long a server may be silent before it is looked at whether it waits for TLS. Ports for implicit TLS are looked at sooner. */
const SILENCE_MS = 10_000;
const SILENCE_ON_465_MS = 2_000;

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
      observer.end('failed', failure?.message ?? '');
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
    const socket = await connect(job, observer, environment);
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

async function connect(job: SessionJob, observer: SessionObserver, environment: SessionEnvironment): Promise<Socket> {
  const { host, port, addressFamily, timeouts } = job.connection;
  const { connectMs } = timeouts;
  observer.begin('lookup');
  const lookup = job.addresses === undefined ? environment.lookup : async () => job.addresses ?? [];
  const addresses = await findAddresses(host, lookup, addressFamily, connectMs, job.signal);
  observer.end('ok', addresses[0] === host ? t('session.detail.noLookup') : addresses.join(', '));
  observer.begin('connect');
  const failed: string[] = [];
  const note = (line: string) => {
    failed.push(line);
    observer.record('note', line);
  };
  try {
    const socket = await connectToAny(addresses, port, Math.max(connectMs - observer.elapsedMs, 1), job.signal, note);
    const address = socket.remoteAddress ?? host;
    const connected = t('session.detail.connected', { address, port });
    const detail = t('session.detail.connectedAfter', { connected, failed: failed.join('; ') });
    observer.end('ok', failed.length === 0 ? connected : detail);
    observer.record('note', t('session.note.connected', { address, port }));
    return socket;
  } catch (error) {
    // One address is told by the failure itself.
    if (addresses.length > 1 && !job.signal.aborted) observer.end('failed', failed.join('; '));
    throw error;
  }
}

/** Signs in, then names sender and recipients, then sends: as far as the job goes. */
async function talk(
  job: SessionJob,
  dialogue: Dialogue,
  observer: SessionObserver,
  environment: SessionEnvironment,
): Promise<void> {
  await signIn(job.connection, dialogue, observer, environment);
  if (job.until === 'sign-in') return;
  const international = addressesOf(job).some((address) => !isAscii(address));
  if (international && !dialogue.offer.keywords.has('SMTPUTF8')) {
    observer.begin('sender');
    throw new SessionError('SMTPUTF8_NOT_OFFERED');
  }
  // RFC 1870 section 3: a server that names its limit needn't be bothered with a message over it.
  if (job.message.byteLength > (sizeLimit(dialogue.offer) ?? Number.POSITIVE_INFINITY)) {
    observer.begin('sender');
    throw new SessionError('OVER_SIZE_LIMIT');
  }
  if (job.until === 'send') {
    await dialogue.transfer(job.sender, job.recipients, job.message, international);
    return;
  }
  // RFC 6531 section 3.4.
  await dialogue.command(`MAIL FROM:<${job.sender}>${international ? ' SMTPUTF8' : ''}`);
  for (const recipient of job.recipients) {
    await dialogue.command(`RCPT TO:<${recipient}>`).catch((error) => {
      if (dialogue.failure !== undefined || dialogue.destroyed) throw error;
    });
  }
}

function addressesOf({ sender, author, recipients }: SessionJob): readonly string[] {
  return [sender, ...(author === undefined ? [] : [author]), ...recipients];
}

async function signIn(
  { credentials }: Connection,
  dialogue: Dialogue,
  observer: SessionObserver,
  environment: SessionEnvironment,
): Promise<void> {
  if (credentials === undefined) return;
  const { username, password, domain } = credentials;
  observer.begin('sign-in');
  const choice = chooseMechanism(dialogue.offer, dialogue.encrypted, credentials);
  if ('refused' in choice) throw new SessionError(choice.refused);
  const { mechanism } = choice;
  if (mechanism === 'NTLM') {
    const { workstation } = environment;
    const [clientChallenge, now] = [environment.random(8), environment.now()];
    const exchange = (line: string, shown: string) => dialogue.exchange(line, shown);
    await signInWithNtlm(exchange, { username, password, domain }, { workstation, clientChallenge, now });
  } else await dialogue.signIn(mechanism, username, password);
  observer.end('ok', t('session.detail.signedIn', { mechanism, username }));
}

function cancelOn(signal: AbortSignal, dialogue: Dialogue): () => void {
  const cancel = () => dialogue.abort(new CancelledError());
  if (signal.aborted) cancel();
  signal.addEventListener('abort', cancel);
  return () => signal.removeEventListener('abort', cancel);
}

/** A server that says nothing may be waiting for TLS: then the session ends early, with an answer instead of a time-out. */
function watchSilence(dialogue: Dialogue, socket: Socket, { port, security, timeouts }: Connection): () => void {
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
