import type { AddressFamily, AuthenticationMethod, Security, TlsVersion } from '../../shared/smtp-settings.ts';
import type { ClientIdentity } from '../certificates/authorities.ts';

export type Timeouts = {
  /** To look up and to connect, all addresses together. */
  readonly connectMs: number;
  /** For the greeting, and for a TLS handshake. */
  readonly greetingMs: number;
  /** Without a byte in either direction. */
  readonly idleMs: number;
};

/** Who signs in, and how. */
export type Credentials = {
  readonly username: string;
  readonly password: string;
  /** `ntlm` is what the settings call SPA. */
  readonly method: AuthenticationMethod | 'ntlm';
  /** For NTLM: the domain, when the user name doesn't bring it along. */
  readonly domain: string;
  /** Lets PLAIN and LOGIN go over an unencrypted connection. */
  readonly allowClearText: boolean;
};

/** Where to connect to, and how. */
export type Connection = {
  readonly host: string;
  readonly port: number;
  readonly security: Security;
  readonly rejectInvalidCertificates: boolean;
  readonly addressFamily: AddressFamily;
  /** What goes out with EHLO; left out: the computer's name, or the address literal of the connection's own end. */
  readonly clientName?: string;
  readonly timeouts: Timeouts;
  readonly lowestTlsVersion: TlsVersion;
  /** SHA-256 of the one certificate that the server has to show. */
  readonly trustedCertificate?: string;
  /** PEM certificates of authorities that are trusted beside the computer's own. */
  readonly trustedAuthorities: readonly string[];
  readonly clientIdentity?: ClientIdentity;
  /** Left out: the session goes on without signing in. Given: it signs in or fails. */
  readonly credentials?: Credentials;
};

/** What a connection is like when nobody has chosen anything. */
export const plainConnection = {
  security: 'none',
  rejectInvalidCertificates: true,
  addressFamily: 'both',
  timeouts: { connectMs: 30_000, greetingMs: 30_000, idleMs: 60_000 },
  lowestTlsVersion: '1.2',
  trustedAuthorities: [],
} as const satisfies Omit<Connection, 'host' | 'port'>;
