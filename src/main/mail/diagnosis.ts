import { t } from '../../shared/catalogue/index.ts';
import type { StepName } from '../../shared/delivery.ts';
import { endpointText } from '../../shared/host.ts';
import type { Failure, FailureCode } from '../../shared/result.ts';
import { explainCertificate } from './diagnosis-certificate.ts';
import { explainReply } from './diagnosis-reply.ts';
import { explainHandshake, isPlainText } from './diagnosis-tls.ts';
import type { Dialogue } from './dialogue.ts';
import type { SessionObserver } from './observer.ts';
import { offeredMechanisms, sizeLimit } from './server-offer.ts';
import type { Connection } from './session.ts';
import { CertificateError, SessionError } from './session-error.ts';
import type { StepTracker } from './step-tracker.ts';
import type { SessionEnvironment } from './transport.ts';

export type FailedSession = {
  /** Undefined when the session came to its end, but some recipients were refused. */
  readonly error: unknown;
  readonly cancelled: boolean;
  readonly running: StepName | undefined;
  readonly connection: Connection;
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
  if (error instanceof CertificateError) return explainCertificate(error.problems, session);
  // A server that hangs up after a refusal has said why: that is what matters, not the end of the connection.
  const reply = tracker.refusal?.reply ?? replyOf(error);
  if (error === undefined || reply !== undefined) {
    const refusal = explainReply(reply ?? '', session);
    if (refusal !== undefined) return refusal;
  }
  if (session.running === 'tls') return explainHandshake(error, session);
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
  const { connection, dialogue, environment } = session;
  const { host, port, security } = connection;
  const server = endpointText(host, port);
  switch (error.reason) {
    case 'LOOKUP_TIMEOUT':
      return failure('DNS_NOT_FOUND', t('failure.DNS_NO_ANSWER', { host }), t('failure.DNS_NO_ANSWER.help'));
    case 'CONNECT_TIMEOUT':
      return failure(
        'CONNECTION_TIMEOUT',
        t('failure.CONNECTION_TIMEOUT', { host, port, seconds: seconds(environment.timeouts.connectMs) }),
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
        t('failure.TLS_FROM_FIRST_BYTE.help', { port }),
      );
    case 'AUTH_NOT_OFFERED': {
      const offered = dialogue === undefined ? [] : offeredMechanisms(dialogue.offer);
      const canEncrypt = dialogue?.encrypted === false && dialogue.offer.keywords.has('STARTTLS');
      return failure(
        'AUTH_NOT_OFFERED',
        offered.length === 0
          ? t('failure.AUTH_NOT_OFFERED', { server })
          : t('failure.AUTH_NOT_OFFERED.others', { server, mechanisms: session.observer.redact(offered.join(', ')) }),
        canEncrypt ? t('failure.AUTH_NOT_OFFERED.help.encrypt') : t('failure.AUTH_NOT_OFFERED.help'),
      );
    }
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

function noGreeting({ connection: { host, port }, environment }: FailedSession): Failure {
  return failure(
    'GREETING_TIMEOUT',
    t('failure.GREETING_TIMEOUT', { host, port, seconds: seconds(environment.timeouts.greetingMs) }),
    t('failure.GREETING_TIMEOUT.help', { port }),
  );
}

function notSmtp({ connection: { host, port } }: FailedSession): Failure {
  const server = endpointText(host, port);
  return failure('NOT_SMTP', t('failure.NOT_SMTP', { server }), t('failure.NOT_SMTP.help', { port }));
}

function silent({ connection: { host, port }, running, observer, environment }: FailedSession): Failure {
  const server = endpointText(host, port);
  const step = t(`step.${running ?? lastStep(observer)}`);
  return failure(
    'CONNECTION_TIMEOUT',
    t('failure.SESSION_TIMEOUT', { server, step, seconds: seconds(environment.timeouts.idleMs) }),
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
