import { lookup } from 'node:dns/promises';
import { connect, isIP, type Socket } from 'node:net';
import { t } from '../../shared/catalogue/index.ts';
import type { AddressFamily } from '../../shared/smtp-settings.ts';
import { CancelledError, SessionError } from './session-error.ts';

/** Finds a host's addresses. Passed in where a test needs to hold it. */
export type Lookup = (host: string) => Promise<readonly string[]>;

/** Asks the operating system, as every other program on the computer does (hosts file, DNS, search domains). */
export const systemLookup: Lookup = async (host) => {
  const found = await lookup(host, { all: true, order: 'verbatim' });
  return found.map((each) => each.address);
};

/**
 * Gives the addresses of a host that may be used, within the time-out: alternately of one family and the other, as RFC 8305
 * section 4 has it, in the order of the look-up within each. Fails with the code of the look-up (`ENOTFOUND`, `EAI_AGAIN`, ...).
 */
export async function findAddresses(
  host: string,
  find: Lookup,
  family: AddressFamily,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const literal = isIP(host.split('%')[0] ?? '') !== 0;
  const found = literal
    ? [host]
    : await withDeadline(find(host), timeoutMs, signal, () => new SessionError('LOOKUP_TIMEOUT'));
  const usable = found.filter((address) => family === 'both' || familyOf(address) === family);
  if (usable.length === 0 && found.length > 0) throw new SessionError('NO_ADDRESS_OF_FAMILY');
  return usable.length === 1 ? usable : interleave(usable);
}

export function familyOf(address: string): 'ipv4' | 'ipv6' {
  return address.includes(':') ? 'ipv6' : 'ipv4';
}

function interleave(addresses: readonly string[]): readonly string[] {
  const first = addresses[0] === undefined ? 'ipv6' : familyOf(addresses[0]);
  const leading = addresses.filter((address) => familyOf(address) === first);
  const following = addresses.filter((address) => familyOf(address) !== first);
  return Array.from({ length: Math.max(leading.length, following.length) }, (_, index) => [
    leading[index],
    following[index],
  ])
    .flat()
    .filter((address) => address !== undefined);
}

/** Made once: without a reason, each abort makes an error with a stack of its own. */
const SUPERFLUOUS = 'another address has answered';

/** How long an address has for itself before the next one is tried beside it (RFC 8305 section 5). */
const HEAD_START_MS = 250;

/**
 * Connects to the first address that answers. They are tried in turn, each beside those that haven't answered yet; when one has
 * failed, the next begins at once. Fails with the error that tells most.
 *
 * @param note told of each address that failed
 */
export async function connectToAny(
  addresses: readonly string[],
  port: number,
  timeoutMs: number,
  signal: AbortSignal,
  note: (line: string) => void,
): Promise<Socket> {
  const others = new AbortController();
  const stop = () => others.abort(SUPERFLUOUS);
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  const deadline = Date.now() + timeoutMs;
  const failures: unknown[] = [];
  const attempt = async (address: string): Promise<Socket> => {
    try {
      return await connectTo(address, port, Math.max(deadline - Date.now(), 1), others.signal);
    } catch (error) {
      // Those that another address has made superfluous have not failed.
      if (!(error instanceof CancelledError)) {
        failures.push(error);
        note(t('session.note.addressFailed', { address, port, reason: error instanceof Error ? error.message : '' }));
      }
      throw error;
    }
  };
  try {
    return await raceInTurn(addresses.map((address) => () => attempt(address)));
  } catch (error) {
    if (signal.aborted) throw new CancelledError();
    throw failures.sort((a, b) => tellingness(b) - tellingness(a))[0] ?? error;
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
}

/** Begins one attempt after the other and gives the first success; rejects when all have failed. */
function raceInTurn(attempts: readonly (() => Promise<Socket>)[]): Promise<Socket> {
  if (attempts.length === 0) return Promise.reject(new SessionError('CONNECT_TIMEOUT'));
  return new Promise((resolve, reject) => {
    let begun = 0;
    let failed = 0;
    let won = false;
    let timer: NodeJS.Timeout | undefined;
    const beginNext = () => {
      clearTimeout(timer);
      const next = attempts[begun];
      if (won || next === undefined) return;
      begun++;
      timer = setTimeout(beginNext, HEAD_START_MS);
      next().then(
        (socket) => {
          // Two can answer at the same moment.
          if (won) return void socket.destroy();
          won = true;
          clearTimeout(timer);
          resolve(socket);
        },
        () => {
          failed++;
          if (failed === attempts.length) reject(new SessionError('CONNECT_TIMEOUT'));
          else beginNext();
        },
      );
    };
    beginNext();
  });
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
