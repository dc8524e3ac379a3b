import { lookup } from 'node:dns/promises';
import { connect, isIP, type Socket } from 'node:net';
import { t } from '../../shared/catalogue/index.ts';
import { CancelledError, SessionError } from './session-error.ts';

/** Finds a host's addresses. Passed in where a test needs to hold it. */
export type Lookup = (host: string) => Promise<readonly string[]>;

/** Asks the operating system, as every other program on the computer does (hosts file, DNS, search domains). */
export const systemLookup: Lookup = async (host) => {
  const found = await lookup(host, { all: true, order: 'verbatim' });
  return found.map((each) => each.address);
};

/** Gives the addresses of a host within the time-out. Fails with the code of the look-up (`ENOTFOUND`, `EAI_AGAIN`, ...). */
export async function findAddresses(
  host: string,
  find: Lookup,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (isIP(host.split('%')[0] ?? '') !== 0) return [host];
  return withDeadline(find(host), timeoutMs, signal, () => new SessionError('LOOKUP_TIMEOUT'));
}

/**
 * Connects to the first address that answers, in turn; each gets its share of what is left of the time-out.
 * Fails with the error that tells most.
 */
export async function connectToAny(
  addresses: readonly string[],
  port: number,
  timeoutMs: number,
  signal: AbortSignal,
  note: (line: string) => void,
): Promise<Socket> {
  const deadline = Date.now() + timeoutMs;
  const failures: unknown[] = [];
  for (const [index, address] of addresses.entries()) {
    const share = Math.ceil((deadline - Date.now()) / (addresses.length - index));
    if (share <= 0) break;
    try {
      return await connectTo(address, port, share, signal);
    } catch (error) {
      if (error instanceof CancelledError) throw error;
      failures.push(error);
      note(t('session.note.addressFailed', { address, port, reason: error instanceof Error ? error.message : '' }));
    }
  }
  throw failures.sort((a, b) => tellingness(b) - tellingness(a))[0] ?? new SessionError('CONNECT_TIMEOUT');
}

/** A refusal comes from the server itself; a silence may; an address without a route says nothing about the server. */
function tellingness(error: unknown): number {
  if (error instanceof SessionError) return 1;
  return error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED' ? 2 : 0;
}

async function connectTo(address: string, port: number, timeoutMs: number, signal: AbortSignal): Promise<Socket> {
  const socket = connect({ host: address, port, noDelay: true });
  const connected = new Promise<Socket>((resolve, reject) => {
    socket.once('connect', () => resolve(socket));
    socket.once('error', reject);
  });
  try {
    await withDeadline(connected, timeoutMs, signal, () => new SessionError('CONNECT_TIMEOUT'));
    return socket;
  } catch (error) {
    socket.on('error', () => {});
    socket.destroy();
    throw error;
  }
}

async function withDeadline<T>(
  work: Promise<T>,
  timeoutMs: number,
  signal: AbortSignal,
  late: () => Error,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  let stop: (() => void) | undefined;
  const interrupted = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(late()), timeoutMs);
    stop = () => reject(new CancelledError());
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([work, interrupted]);
  } finally {
    work.catch(() => {});
    clearTimeout(timer);
    if (stop !== undefined) signal.removeEventListener('abort', stop);
  }
}
