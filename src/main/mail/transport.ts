import { randomBytes } from 'node:crypto';
import { isIPv6, type Socket } from 'node:net';
import { hostname } from 'node:os';
import { type Authorities, createAuthorities } from '../certificates/authorities.ts';
import { type Lookup, systemLookup } from './connect.ts';
import type { Connection, Timeouts } from './connection.ts';
import { createLine, type MailLine } from './line.ts';
import { runSession, type SessionJob } from './session.ts';
import type { SessionOutcome } from './session-outcome.ts';

export type TransportOptions = {
  /** Stand for those of every connection, where a test can't wait as long. */
  readonly timeouts?: Timeouts | undefined;
  /** PEM certificates trusted beside those of Node, of the operating system and of NODE_EXTRA_CA_CERTS. */
  readonly trustedAuthorities?: readonly string[] | undefined;
  readonly lookup?: Lookup | undefined;
  /** Told of errors that only a bug explains. */
  readonly bug?: ((error: unknown) => void) | undefined;
};

/** All that a session needs besides its job. */
export type SessionEnvironment = {
  readonly lookup: Lookup;
  readonly authorities: Authorities;
  readonly bug: (error: unknown) => void;
  readonly clientName: (socket: Socket) => string;
  /** This computer's name as a Windows domain would know it. */
  readonly workstation: string;
  /** Gives as many bytes that nobody can foresee. */
  readonly random: (size: number) => Uint8Array;
  /** Wall clock, for the dates of certificates. */
  readonly now: () => Date;
  /** Monotonic clock in milliseconds. */
  readonly clock: () => number;
};

/** Makes every connection to a mail server, for tests and for whatever is sent: one code path, so that a green test means a green send. */
export type Transport = {
  /** Holds one session, as far as its job goes. */
  readonly run: (job: SessionJob) => Promise<SessionOutcome>;
  /** Gives a connection for one message after the other. It is made with the first of them. */
  readonly open: (connection: Connection) => MailLine;
};

export function createTransport(options: TransportOptions): Transport {
  const environment: SessionEnvironment = {
    lookup: options.lookup ?? systemLookup,
    bug: options.bug ?? (() => {}),
    authorities: createAuthorities(options.trustedAuthorities ?? []),
    clientName: (socket) => clientName(hostname(), socket.localAddress),
    workstation: hostname().split('.')[0] ?? '',
    random: randomBytes,
    now: () => new Date(),
    clock: () => performance.now(),
  };
  const { timeouts } = options;
  const held = (connection: Connection) => (timeouts === undefined ? connection : { ...connection, timeouts });
  return {
    run: (job) => runSession({ ...job, connection: held(job.connection) }, environment),
    open: (connection) => createLine(held(connection), environment),
  };
}

/**
 * Gives the name for EHLO: the computer's name when it is fully qualified, else the address literal of the connection's own
 * end (RFC 5321 section 4.1.4); never `localhost`.
 */
export function clientName(computer: string, localAddress: string | undefined): string {
  if (
    /^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/.test(computer) &&
    !/^localhost\./i.test(computer) &&
    !/^[\d.]+$/.test(computer)
  )
    return computer;
  const address = (localAddress ?? '127.0.0.1').replace(/^::ffff:/, '').replace(/%.*$/, '');
  return isIPv6(address) ? `[IPv6:${address}]` : `[${address}]`;
}
