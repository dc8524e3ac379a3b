import type { Socket } from 'node:net';
import { voucherOf } from '../certificates/authorities.ts';
import { describeEncryption } from '../certificates/verdict.ts';
import { Dialogue } from './dialogue.ts';
import { type ConnectJob, connectToServer, watchSilence } from './session-connect.ts';
import { CancelledError } from './session-error.ts';
import type { Conversation } from './session-outcome.ts';
import type { SessionEnvironment } from './transport.ts';

/** Connects, and goes from the greeting to the point where a sign-in or a message can follow. Throws what went wrong. */
export async function openSession(
  job: ConnectJob,
  conversation: Conversation,
  environment: SessionEnvironment,
): Promise<Dialogue> {
  const socket = await connectToServer(job, conversation.observer, environment);
  const dialogue = dialogueOver(socket, conversation, environment);
  conversation.dialogue = dialogue;
  const unwatch = watchSilence(dialogue, socket, job.connection);
  const uncancel = cancelOn(job.signal, dialogue);
  try {
    await dialogue.open();
    conversation.opened = true;
    return dialogue;
  } finally {
    unwatch();
    uncancel();
  }
}

/** Ends the session as soon as the signal says so. Gives what makes it stop listening. */
export function cancelOn(signal: AbortSignal, dialogue: Dialogue): () => void {
  const cancel = () => dialogue.abort(new CancelledError());
  if (signal.aborted) cancel();
  signal.addEventListener('abort', cancel);
  return () => signal.removeEventListener('abort', cancel);
}

function dialogueOver(
  socket: Socket,
  { connection, tracker }: Conversation,
  environment: SessionEnvironment,
): Dialogue {
  try {
    return new Dialogue({
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
  } catch (error) {
    socket.destroy();
    throw error;
  }
}
