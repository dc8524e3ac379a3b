import type { FailureCode } from '../../src/shared/result.ts';
import type { ShownCertificate } from '../servers/interop-ports.ts';
import { type InteropCase, isEncrypted, type Method } from './cases.ts';
import type { InteropServer } from './servers.ts';

export type Outcome = 'sent' | FailureCode;

const certificateCodes: Readonly<Record<Exclude<ShownCertificate, 'valid'>, FailureCode>> = {
  expired: 'CERTIFICATE_EXPIRED',
  notYetValid: 'CERTIFICATE_NOT_YET_VALID',
  wrongName: 'CERTIFICATE_NAME_MISMATCH',
  selfSigned: 'CERTIFICATE_SELF_SIGNED',
  unknownIssuer: 'CERTIFICATE_UNKNOWN_ISSUER',
};

const mechanismNames: Readonly<Partial<Record<Method, string>>> = {
  plain: 'PLAIN',
  plainInClear: 'PLAIN',
  login: 'LOGIN',
  loginInClear: 'LOGIN',
  cramMd5: 'CRAM-MD5',
  ntlm: 'NTLM',
};

/** Says what has to become of a case, from what the settings promise and what the server is known to do. */
export function expectedOutcome(server: InteropServer, each: InteropCase): Outcome {
  const { tls, secureConnection, reject } = each;
  if (tls === 'noTls' && secureConnection === 'starttls') return 'STARTTLS_NOT_OFFERED';
  if (tls === 'noTls' && secureConnection === 'tls') return 'TLS_WRONG_VERSION';
  const encrypted = isEncrypted(each);
  if (encrypted && server.tlsBroken) return 'TLS_HANDSHAKE_FAILED';
  if (encrypted && reject && tls !== 'noTls' && tls !== 'valid') return certificateCodes[tls];
  return expectedSignIn(server, each.method, encrypted);
}

/** The SASL mechanism that a method insists on; undefined when it takes what is offered. */
export function mechanismOf(method: Method): string | undefined {
  return mechanismNames[method];
}

function expectedSignIn(server: InteropServer, method: Method, encrypted: boolean): Outcome {
  if (method === 'none') return 'sent';
  if (server.mechanisms.length === 0) return method === 'ntlm' ? 'AUTH_METHOD_NOT_OFFERED' : 'AUTH_NOT_OFFERED';
  const mechanism = mechanismOf(method);
  if (mechanism === undefined) {
    const withoutPassword = server.mechanisms.includes('CRAM-MD5');
    return encrypted || withoutPassword ? 'sent' : 'AUTH_IN_CLEAR_REFUSED';
  }
  if (!server.mechanisms.includes(mechanism)) return 'AUTH_METHOD_NOT_OFFERED';
  if (!encrypted && (method === 'plain' || method === 'login')) return 'AUTH_IN_CLEAR_REFUSED';
  if (method === 'ntlm' && server.ntlmVersion1Only) return 'AUTH_REJECTED';
  return 'sent';
}
