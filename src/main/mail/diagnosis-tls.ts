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
  const { connection, observer, environment } = session;
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
      help: t('failure.TLS_WRONG_VERSION.help', { port }),
    };
  }
  if (NO_COMMON_VERSION.includes(code)) {
    return {
      code: 'TLS_HANDSHAKE_FAILED',
      message: t('failure.TLS_NO_COMMON_VERSION', { server }),
      help: t('failure.TLS_NO_COMMON_VERSION.help'),
    };
  }
  const seconds = Math.max(1, Math.round(environment.timeouts.greetingMs / 1000));
  return {
    code: 'TLS_HANDSHAKE_FAILED',
    message:
      code === 'UPGRADE_TIMEOUT'
        ? t('failure.TLS_HANDSHAKE_FAILED.silent', { server, seconds })
        : code.startsWith('ERR_')
          ? t('failure.TLS_HANDSHAKE_FAILED.reason', { server, reason: reasonIn(code) })
          : t('failure.TLS_HANDSHAKE_FAILED', { server }),
    help: t('failure.TLS_HANDSHAKE_FAILED.help'),
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
