import { t } from '../../shared/catalogue/index.ts';
import { endpointText } from '../../shared/host.ts';
import type { Failure } from '../../shared/result.ts';
import type { FailedSession } from './diagnosis.ts';
import { readPlainGreeting } from './peek.ts';

/** OpenSSL's ways of saying that what came back is not TLS at all. */
const NOT_TLS = [
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_PACKET_LENGTH_TOO_LONG',
  'ERR_SSL_HTTP_REQUEST',
  'ERR_SSL_RECORD_LAYER_FAILURE',
];
const NO_COMMON_VERSION = [
  'ERR_SSL_UNSUPPORTED_PROTOCOL',
  'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
  'ERR_SSL_NO_PROTOCOLS_AVAILABLE',
];

/** Says why a TLS handshake came to nothing (RFC 8446), and which option would fit when the server speaks no TLS here. */
export async function explainHandshake(error: unknown, session: FailedSession): Promise<Failure> {
  const { connection, observer } = session;
  const { host, port, security } = connection;
  const server = endpointText(host, port);
  const code = opensslCode(error);
  if (security === 'tls' && NOT_TLS.includes(code)) {
    const address = session.dialogue?.remoteAddress;
    const greeting = address === undefined ? undefined : await readPlainGreeting(address, port);
    return {
      code: 'TLS_WRONG_VERSION',
      message:
        greeting === undefined
          ? t('failure.TLS_WRONG_VERSION', { host, port })
          : t('failure.TLS_WRONG_VERSION.greeting', { host, port, greeting: observer.redact(greeting) }),
      help: port === 465 ? t('failure.TLS_WRONG_VERSION.help.465') : t('failure.TLS_WRONG_VERSION.help', { port }),
    };
  }
  if (NO_COMMON_VERSION.includes(code)) {
    return {
      code: 'TLS_HANDSHAKE_FAILED',
      message: t('failure.TLS_NO_COMMON_VERSION', { server, version: connection.lowestTlsVersion }),
      help: t('failure.TLS_NO_COMMON_VERSION.help'),
      explanation: 'tls-version',
    };
  }
  // Up to TLS 1.2 there was no alert of its own for a missing one (RFC 5246 section 7.4.6).
  const asked = code.endsWith('ALERT_HANDSHAKE_FAILURE') && session.dialogue?.handshakeAnswered === true;
  if (asked || isAboutClientCertificate(error)) return noClientCertificate(session);
  const count = Math.max(1, Math.round(connection.timeouts.greetingMs / 1000));
  return {
    code: 'TLS_HANDSHAKE_FAILED',
    message:
      code === 'UPGRADE_TIMEOUT'
        ? t('failure.TLS_HANDSHAKE_FAILED.silent', { server, count })
        : code.startsWith('ERR_')
          ? t('failure.TLS_HANDSHAKE_FAILED.reason', { server, reason: reasonIn(code) })
          : t('failure.TLS_HANDSHAKE_FAILED', { server }),
    help: t('failure.TLS_HANDSHAKE_FAILED.help'),
  };
}

/** What a server's alert says of this computer's certificate (RFC 8446 section 6.2). */
const CLIENT_CERTIFICATE_ALERTS =
  /ALERT_(CERTIFICATE_REQUIRED|BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|UNKNOWN_CA|CERTIFICATE_(UNKNOWN|EXPIRED|REVOKED))/;

/** True when the server broke off because it wants another certificate of this computer, or one at all. */
export function isAboutClientCertificate(error: unknown): boolean {
  return CLIENT_CERTIFICATE_ALERTS.test(opensslCode(error));
}

/** Says that the server doesn't take this computer for who it should be. */
export function noClientCertificate({ connection: { host, port, clientIdentity } }: FailedSession): Failure {
  const key = clientIdentity === undefined ? 'failure.CLIENT_CERTIFICATE_WANTED' : 'failure.CLIENT_CERTIFICATE_REFUSED';
  return {
    code: 'CLIENT_CERTIFICATE_INVALID',
    message: t(key, { server: endpointText(host, port) }),
    help: t(`${key}.help`),
    field: 'smtp.clientCertificateFile',
  };
}

/** True when the error is OpenSSL's about a peer that doesn't speak TLS. */
export function isPlainText(error: unknown): boolean {
  return NOT_TLS.includes(opensslCode(error));
}

function opensslCode(error: unknown): string {
  if (!(error instanceof Error)) return '';
  for (const name of ['timeoutType', 'originalCode', 'code'] as const) {
    const value = (error as unknown as Record<string, unknown>)[name];
    if (typeof value === 'string') return value;
  }
  return '';
}

/** `ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE` reads "sslv3 alert handshake failure". */
function reasonIn(code: string): string {
  return code
    .replace(/^ERR_(SSL|OSSL|TLS)_/, '')
    .replaceAll('_', ' ')
    .toLowerCase();
}
