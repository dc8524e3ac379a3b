import type { ShownCertificate } from '../servers/interop-ports.ts';

/** The four secure connections of the settings, as the tables name them. */
export const secureConnections = {
  none: 'None',
  'starttls-if-available': 'STARTTLS, if available',
  starttls: 'STARTTLS',
  tls: 'SSL/TLS',
} as const;
export type SecureConnection = keyof typeof secureConnections;

/** How a case signs in: what the tables call it, and the settings beside user name and password. */
export const methods = {
  none: 'no sign-in',
  automatic: 'automatic',
  plain: 'PLAIN',
  plainInClear: 'PLAIN, allowed in clear',
  login: 'LOGIN',
  loginInClear: 'LOGIN, allowed in clear',
  cramMd5: 'CRAM-MD5',
  ntlm: 'NTLM',
} as const;
export type Method = keyof typeof methods;

export const methodSettings: Readonly<Record<Method, Readonly<Record<string, string | boolean>>>> = {
  none: {},
  automatic: { 'smtp.authenticationMethod': 'automatic' },
  plain: { 'smtp.authenticationMethod': 'plain' },
  plainInClear: { 'smtp.authenticationMethod': 'plain', 'smtp.allowClearTextPassword': true },
  login: { 'smtp.authenticationMethod': 'login' },
  loginInClear: { 'smtp.authenticationMethod': 'login', 'smtp.allowClearTextPassword': true },
  cramMd5: { 'smtp.authenticationMethod': 'cram-md5' },
  ntlm: { 'smtp.spa': true },
};

/** What a server shows when it is asked for TLS. */
export const tlsStates = {
  noTls: 'no TLS',
  valid: 'valid',
  expired: 'expired',
  notYetValid: 'not yet valid',
  wrongName: 'wrong name',
  selfSigned: 'self-signed',
  unknownIssuer: 'unknown issuer',
} as const satisfies Record<ShownCertificate | 'noTls', string>;
export type TlsState = keyof typeof tlsStates;

export type InteropCase = {
  readonly method: Method;
  readonly tls: TlsState;
  readonly secureConnection: SecureConnection;
  readonly reject: boolean;
};

/** Every combination, in the order of the tables. */
export const interopCases: readonly InteropCase[] = keysOf(tlsStates).flatMap((tls) =>
  keysOf(methods).flatMap((method) =>
    keysOf(secureConnections).flatMap((secureConnection) =>
      [true, false].map((reject) => ({ method, tls, secureConnection, reject })),
    ),
  ),
);

/** True when the session of a case that gets so far is encrypted. */
export function isEncrypted({ tls, secureConnection }: InteropCase): boolean {
  return tls !== 'noTls' && secureConnection !== 'none';
}

export function keysOf<K extends string>(record: Readonly<Record<K, unknown>>): readonly K[] {
  return Object.keys(record) as K[];
}
