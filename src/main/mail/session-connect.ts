import type { Socket } from 'node:net';
import { t } from '../../shared/catalogue/index.ts';
import { connectToAny, findAddresses } from './connect.ts';
import type { Connection } from './connection.ts';
import type { Dialogue } from './dialogue.ts';
import type { SessionObserver } from './observer.ts';
import { speaksTls } from './peek.ts';
import { SessionError } from './session-error.ts';
import type { SessionEnvironment } from './transport.ts';

/** How long a server may be silent before it is looked at whether it waits for TLS. Ports for implicit TLS are looked at sooner. */
const SILENCE_MS = 10_000;
const SILENCE_ON_465_MS = 2_000;

/** Where to connect to. */
export type ConnectJob = {
  readonly connection: Connection;
  /** Addresses of the host that are known already; left out: it is looked up. */
  readonly addresses?: readonly string[];
  readonly signal: AbortSignal;
  /** Asked right before it connects: false, and it doesn't. */
  readonly mayConnect?: (() => boolean) | undefined;
};

/**
 * Looks the host up and connects to the first of its addresses that answers, as two steps of the session.
 *
 * @throws SessionError HELD_BACK when it may not connect
 */
export async function connectToServer(
  job: ConnectJob,
  observer: SessionObserver,
  environment: SessionEnvironment,
): Promise<Socket> {
  const { host, port, addressFamily, timeouts } = job.connection;
  const { connectMs } = timeouts;
  observer.begin('lookup');
  const lookup = job.addresses === undefined ? environment.lookup : async () => job.addresses ?? [];
  const addresses = await findAddresses(host, lookup, addressFamily, connectMs, job.signal);
  observer.end('ok', addresses[0] === host ? t('session.detail.noLookup') : addresses.join(', '));
  if (job.mayConnect?.() === false) throw new SessionError('HELD_BACK');
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

/** A server that says nothing may be waiting for TLS: then the session ends early, with an answer instead of a time-out. */
export function watchSilence(dialogue: Dialogue, socket: Socket, { port, security, timeouts }: Connection): () => void {
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
