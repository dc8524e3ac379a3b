import { isAscii } from '../../shared/address.ts';
import { t } from '../../shared/catalogue/index.ts';
import type { StepName } from '../../shared/delivery.ts';
import { endpointText } from '../../shared/host.ts';
import type { Failure, FailureCode } from '../../shared/result.ts';
import type { Connection } from './connection.ts';
import { explainCertificate } from './diagnosis-certificate.ts';
import { explainReply } from './diagnosis-reply.ts';
import { explainNtlm, explainSignIn } from './diagnosis-sign-in.ts';
import { explainHandshake, isAboutClientCertificate, isPlainText, noClientCertificate } from './diagnosis-tls.ts';
import type { Dialogue } from './dialogue.ts';
import { NtlmError } from './ntlm/sign-in.ts';
import type { SessionObserver } from './observer.ts';
import { sizeLimit } from './server-offer.ts';
import { CertificateError, SessionError } from './session-error.ts';
import type { StepTracker } from './step-tracker.ts';
import type { SessionEnvironment } from './transport.ts';

export type FailedSession = {
  /** Undefined when the session came to its end, but some recipients were refused. */
  readonly error: unknown;
  readonly cancelled: boolean;
  readonly running: StepName | undefined;
  readonly connection: Connection;
  /** Those in the envelope and the one in From. */
  readonly addresses: readonly string[];
  /** The envelope sender. */
  readonly sender: string;
  readonly observer: SessionObserver;
  readonly tracker: StepTracker;
  readonly dialogue: Dialogue | undefined;
  readonly environment: SessionEnvironment;
};

/**
 * Says what happened: a stable code, a sentence, and what to do, with the actual host, port and option in it.
 * What is known best comes first: Postroom's own findings, then the server's words, then what the network reported.
 */
export async function explainFailure(session: FailedSession): Promise<Failure> {
  const { error, cancelled, connection, tracker } = session;
  const { host, port } = connection;
  if (tracker.outcomeUnknown) {
    return failure('OUTCOME_UNKNOWN', t('failure.OUTCOME_UNKNOWN', { host }), t('failure.OUTCOME_UNKNOWN.help'));
  }
  if (cancelled) return failure('CANCELLED', t('failure.CANCELLED'), t('failure.CANCELLED.help'));
  if (error instanceof SessionError) return explainOwnFinding(error, session);
  if (error instanceof NtlmError) return explainNtlm(error.reason, session);
  if (error instanceof CertificateError) return explainCertificate(error.problems, session);
  // A server that hangs up after a refusal has said why: that is what matters, not the end of the connection.
  const reply = tracker.refusal?.reply ?? replyOf(error);
  if (error === undefined || reply !== undefined) {
    const refusal = explainReply(reply ?? '', session);
    if (refusal !== undefined) return refusal;
  }
  if (session.running === 'tls') return explainHandshake(error, session);
  // With TLS 1.3 the server judges this computer's certificate after the handshake.
  if (isAboutClientCertificate(error)) return noClientCertificate(session);
  const explained = explainNetwork(error, session);
  if (explained !== undefined) return explained;
  session.environment.bug(error);
  const reason = session.observer.redact(messageOf(error));
  return failure(
    'INTERNAL',
    t('failure.SESSION_INTERNAL', { server: endpointText(host, port), reason }),
    t('failure.SESSION_INTERNAL.help'),
  );
}

function explainOwnFinding(error: SessionError, session: FailedSession): Failure {
  const { connection, dialogue } = session;
  const { host, port, security } = connection;
  const server = endpointText(host, port);
  switch (error.reason) {
    case 'LOOKUP_TIMEOUT':
      return failure('DNS_NOT_FOUND', t('failure.DNS_NO_ANSWER', { host }), t('failure.DNS_NO_ANSWER.help'));
    case 'CONNECT_TIMEOUT':
      return failure(
        'CONNECTION_TIMEOUT',
        t('failure.CONNECTION_TIMEOUT', { host, port, count: seconds(connection.timeouts.connectMs) }),
        t('failure.CONNECTION_TIMEOUT.help', { host, port }),
      );
    case 'REPLY_TIMEOUT':
      return failure(
        'CONNECTION_TIMEOUT',
        t('failure.REPLY_TIMEOUT', { server, step: t(`step.${session.running ?? lastStep(session.observer)}`) }),
        t('failure.SESSION_TIMEOUT.help'),
      );
    case 'REPLY_MALFORMED':
    case 'REPLY_UNASKED':
      return session.running === 'greeting'
        ? notSmtp(session)
        : failure('NOT_SMTP', t('failure.NOT_SMTP.broken', { server }), t('failure.NOT_SMTP.broken.help'));
    case 'OVER_SIZE_LIMIT': {
      const limit = (dialogue === undefined ? undefined : sizeLimit(dialogue.offer)) ?? 0;
      return failure(
        'MESSAGE_TOO_LARGE',
        t('failure.MESSAGE_TOO_LARGE.announced', { host, limit }),
        t('failure.MESSAGE_TOO_LARGE.help'),
      );
    }
    case 'STARTTLS_NOT_OFFERED':
      return failure(
        'STARTTLS_NOT_OFFERED',
        t('failure.STARTTLS_NOT_OFFERED', { host, port }),
        t('failure.STARTTLS_NOT_OFFERED.help'),
      );
    case 'TLS_FROM_FIRST_BYTE':
      return failure(
        'TLS_WRONG_VERSION',
        t('failure.TLS_FROM_FIRST_BYTE', { host, port, option: t(`security.${security}`) }),
        port === 587 ? t('failure.TLS_FROM_FIRST_BYTE.help.587') : t('failure.TLS_FROM_FIRST_BYTE.help', { port }),
      );
    case 'NO_ADDRESS_OF_FAMILY':
      return failure(
        'DNS_NOT_FOUND',
        t('failure.NO_ADDRESS_OF_FAMILY', { host, family: t(`addressFamily.${connection.addressFamily}`) }),
        t('failure.NO_ADDRESS_OF_FAMILY.help'),
      );
    case 'SMTPUTF8_NOT_OFFERED': {
      const address = session.addresses.find((each) => !isAscii(each));
      return failure(
        'SMTPUTF8_NOT_OFFERED',
        t('failure.SMTPUTF8_NOT_OFFERED', { host, address: address ?? '' }),
        t('failure.SMTPUTF8_NOT_OFFERED.help'),
      );
    }
    case 'MESSAGE_UNREADABLE':
      return failure('ATTACHMENT_UNREADABLE', t('failure.MESSAGE_UNREADABLE'), t('failure.MESSAGE_UNREADABLE.help'));
    case 'HELD_BACK':
      if (error.cause !== undefined) session.environment.bug(error.cause);
      return failure('CANCELLED', t('failure.HELD_BACK'), t('failure.HELD_BACK.help'));
    case 'AUTH_NOT_OFFERED':
    case 'AUTH_METHOD_NOT_OFFERED':
    case 'AUTH_IN_CLEAR_REFUSED':
      return explainSignIn(error.reason, session);
  }
}

function explainNetwork(error: unknown, session: FailedSession): Failure | undefined {
  const { host, port } = session.connection;
  const code = networkCodeOf(error);
  switch (code) {
    case 'ENOTFOUND':
    case 'ENODATA':
      return failure('DNS_NOT_FOUND', t('failure.DNS_NOT_FOUND', { host }), t('failure.DNS_NOT_FOUND.help'));
    case 'EAI_AGAIN':
    case 'ESERVFAIL':
    case 'ETIMEOUT':
      return failure('DNS_NOT_FOUND', t('failure.DNS_NO_ANSWER', { host }), t('failure.DNS_NO_ANSWER.help'));
    case 'ECONNREFUSED':
      return failure(
        'CONNECTION_REFUSED',
        t('failure.CONNECTION_REFUSED', { host, port }),
        t('failure.CONNECTION_REFUSED.help', { port }),
      );
    // A firewall or a security program of this computer.
    case 'EACCES':
    case 'EPERM':
      return failure(
        'HOST_UNREACHABLE',
        t('failure.CONNECTION_FORBIDDEN', { host, port }),
        t('failure.CONNECTION_FORBIDDEN.help', { port }),
      );
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EADDRNOTAVAIL':
    case 'EINVAL':
      return failure(
        'HOST_UNREACHABLE',
        t('failure.HOST_UNREACHABLE', { host, port }),
        t('failure.HOST_UNREACHABLE.help', { host }),
      );
    case 'GREETING_TIMEOUT':
      return session.dialogue?.receivedBytes === 0 ? noGreeting(session) : notSmtp(session);
    case 'SOCKET_TIMEOUT':
    case 'UPGRADE_TIMEOUT':
    case 'ETIMEDOUT':
      return silent(session);
    case 'EPROTOCOL':
      return notSmtp(session);
    case 'ECONNECTION':
    case 'ECONNRESET':
    case 'EPIPE':
    case 'ETLS':
    case '':
      return lost(session);
    default:
      return undefined;
  }
}

function noGreeting({ connection: { host, port, timeouts } }: FailedSession): Failure {
  return failure(
    'GREETING_TIMEOUT',
    t('failure.GREETING_TIMEOUT', { host, port, count: seconds(timeouts.greetingMs) }),
    t('failure.GREETING_TIMEOUT.help', { port }),
  );
}

function notSmtp({ connection: { host, port } }: FailedSession): Failure {
  const server = endpointText(host, port);
  return failure('NOT_SMTP', t('failure.NOT_SMTP', { server }), t('failure.NOT_SMTP.help', { port }));
}

function silent({ connection: { host, port, timeouts }, running, observer }: FailedSession): Failure {
  const server = endpointText(host, port);
  const step = t(`step.${running ?? lastStep(observer)}`);
  return failure(
    'CONNECTION_TIMEOUT',
    t('failure.SESSION_TIMEOUT', { server, step, count: seconds(timeouts.idleMs) }),
    t('failure.SESSION_TIMEOUT.help'),
  );
}

function lost({ connection: { host, port }, running, observer }: FailedSession): Failure {
  const server = endpointText(host, port);
  const step = t(`step.${running ?? lastStep(observer)}`);
  return failure(
    'CONNECTION_LOST',
    t('failure.CONNECTION_LOST', { server, step }),
    running === 'greeting' ? t('failure.CONNECTION_LOST.help.greeting') : t('failure.CONNECTION_LOST.help'),
  );
}

function lastStep(observer: SessionObserver): StepName {
  return observer.steps.at(-1)?.step ?? 'connect';
}

function failure(code: FailureCode, message: string, help: string): Failure {
  return { code, message, help };
}

function seconds(milliseconds: number): number {
  return Math.max(1, Math.round(milliseconds / 1000));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The server's words, when the error is about them. */
function replyOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const reply = 'reply' in error ? error.reply : 'response' in error ? error.response : undefined;
  return typeof reply === 'string' && /^\d{3}/.test(reply) && !isPlainText(error) ? reply : undefined;
}

/** The most telling code: nodemailer's kind of time-out, the operating system's or OpenSSL's code, nodemailer's own. */
function networkCodeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  for (const name of ['timeoutType', 'originalCode', 'code'] as const) {
    const value = (error as unknown as Record<string, unknown>)[name];
    if (typeof value === 'string' && value !== 'EABORT') return value === 'ESOCKET' ? '' : value;
  }
  return '';
}
