import { explanationTexts } from '../../shared/catalogue/explanations.ts';
import { t } from '../../shared/catalogue/index.ts';
import type { StepName } from '../../shared/delivery.ts';
import type { Failure, FailureCode } from '../../shared/result.ts';
import type { FailedSession } from './diagnosis.ts';
import { noClientCertificate } from './diagnosis-tls.ts';
import { findExplanation } from './explanations/find-explanation.ts';

/** Postfix with smtpd_tls_req_ccert goes through the handshake, and says so in its answer to EHLO. */
const WANTS_CLIENT_CERTIFICATE = /no client certificate presented|client certificate not trusted/i;

/**
 * Says what a server's refusal means: from its step, code (RFC 5321 section 4.2) and enhanced status code (RFC 3463), with what
 * is known of just this reply as the advice. Undefined when the error isn't about a refusal.
 */
export function explainReply(reply: string, session: FailedSession): Failure | undefined {
  if (WANTS_CLIENT_CERTIFICATE.test(reply)) return noClientCertificate(session);
  const refusal = refusalOf(reply, session);
  const general = explainByCodes(refusal, session);
  if (general === undefined) return undefined;
  const { connection, sender, tracker } = session;
  const known = findExplanation({ ...refusal, step: refusal.step ?? 'accepted', host: connection.host });
  if (known === undefined) return { ...general, help: [t('failure.replyNotKnown'), general.help].join(' ') };
  const facts = {
    host: connection.host,
    username: connection.credentials?.username ?? '',
    sender,
    recipient: refusal.recipient ?? tracker.recipients[0]?.address ?? '',
  };
  const { meaning, help } = explanationTexts(known.id, facts);
  return {
    ...general,
    code: known.code ?? general.code,
    help: [
      meaning,
      help,
      // Anybody can speak like a service: its advice holds for its own servers.
      ...(known.when.speaker?.test(connection.host.toLowerCase()) === false
        ? [t('failure.replyClaims', { host: connection.host })]
        : []),
      ...(mayNeedSignIn(session, general) && known.cure !== 'sign-in' ? [general.help] : []),
    ].join(' '),
    explanation: known.id,
  };
}

/** What was refused, and with which words. */
type RefusedStep = {
  /** Undefined when nothing was under way. */
  readonly step: StepName | undefined;
  readonly reply: string;
  readonly code: number;
  /** RFC 3463; '' when there is none. */
  readonly enhanced: string;
  /** The first recipient that was refused. */
  readonly recipient: string | undefined;
};

function refusalOf(reply: string, { running, tracker, observer }: FailedSession): RefusedStep {
  const failedStep = observer.steps.findLast((step) => step.status === 'failed')?.step;
  const step = tracker.refusal?.step ?? running ?? failedStep;
  const rejected = tracker.recipients.find((recipient) => recipient.status === 'rejected');
  const said = step === 'recipient' ? (rejected?.reply ?? reply) : observer.redact(reply);
  return {
    step,
    reply: said,
    code: Number(said.slice(0, 3)),
    enhanced: /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})/.exec(said)?.[1] ?? '',
    recipient: rejected?.address,
  };
}

function explainByCodes(
  { step, reply, code, enhanced, recipient }: RefusedStep,
  session: FailedSession,
): Failure | undefined {
  const { host, port, credentials } = session.connection;
  const said = firstLines(reply);

  const make = (failureCode: FailureCode, message: string, help: string): Failure => ({
    code: failureCode,
    message,
    help,
  });

  if (step === 'greeting') {
    if (!/^[45]\d{2}[ -]/.test(said)) return undefined;
    return make(
      'CONNECTION_REFUSED',
      t('failure.SERVICE_REFUSED', { host, port, said }),
      t('failure.SERVICE_REFUSED.help'),
    );
  }
  if (code === 421) {
    return make('CONNECTION_LOST', t('failure.SESSION_ENDED', { host, said }), t('failure.SESSION_ENDED.help'));
  }
  if (
    /STARTTLS|must (use|issue).*(TLS|encryption)|encryption (is )?required/i.test(said) &&
    (code === 530 || code === 538 || enhanced === '5.7.11')
  ) {
    return make(
      'ENCRYPTION_REQUIRED',
      t('failure.ENCRYPTION_REQUIRED', { host, said }),
      t('failure.ENCRYPTION_REQUIRED.help'),
    );
  }
  if (code === 530 || (credentials === undefined && enhanced === '5.7.0' && /auth/i.test(said))) {
    return make('AUTH_REQUIRED', t('failure.AUTH_REQUIRED', { host, said }), t('failure.AUTH_REQUIRED.help'));
  }
  switch (step) {
    case 'ehlo':
      return make('NOT_SMTP', t('failure.EHLO_REFUSED', { host, said }), t('failure.EHLO_REFUSED.help'));
    case 'starttls':
      return make(
        'STARTTLS_REFUSED',
        t('failure.STARTTLS_REFUSED', { host, said }),
        t('failure.STARTTLS_REFUSED.help'),
      );
    case 'sign-in': {
      const username = credentials?.username ?? '';
      return code >= 500
        ? make('AUTH_REJECTED', t('failure.AUTH_REJECTED', { host, username, said }), t('failure.AUTH_REJECTED.help'))
        : make(
            'AUTH_REJECTED',
            t('failure.AUTH_UNAVAILABLE', { host, username, said }),
            t('failure.AUTH_UNAVAILABLE.help'),
          );
    }
    case 'sender':
    case 'recipient': {
      if (isTooLarge(code, enhanced, said) && step === 'sender') return tooLarge(host, said);
      const sender =
        /^[45]\.1\.[78]$/.test(enhanced) || /sender address rejected|sender (denied|not allowed|refused)/i.test(said);
      if (step === 'sender' || sender) {
        return make(
          'SENDER_REJECTED',
          t('failure.SENDER_REJECTED', { host, said }),
          credentials === undefined ? t('failure.SENDER_REJECTED.help') : t('failure.SENDER_REJECTED.help.signedIn'),
        );
      }
      const address = recipient ?? '';
      return make(
        'RECIPIENT_REJECTED',
        t('failure.RECIPIENT_REJECTED', { host, address, said }),
        code < 500
          ? t('failure.RECIPIENT_REJECTED.help.later')
          : offersSignIn(session)
            ? t('failure.RECIPIENT_REJECTED.help.signIn')
            : t('failure.RECIPIENT_REJECTED.help'),
      );
    }
    case 'data':
    case 'accepted':
      if (isTooLarge(code, enhanced, said)) return tooLarge(host, said);
      return make(
        'MESSAGE_REJECTED',
        t('failure.MESSAGE_REJECTED', { host, said }),
        t('failure.MESSAGE_REJECTED.help'),
      );
    default:
      return undefined;
  }
}

/** True when nobody signed in, though somebody could have. */
function offersSignIn({ connection, dialogue }: FailedSession): boolean {
  return connection.credentials === undefined && dialogue?.offer.keywords.has('AUTH') === true;
}

function mayNeedSignIn(session: FailedSession, { code }: Failure): boolean {
  return code === 'RECIPIENT_REJECTED' && offersSignIn(session);
}

function tooLarge(host: string, said: string): Failure {
  return {
    code: 'MESSAGE_TOO_LARGE',
    message: t('failure.MESSAGE_TOO_LARGE', { host, said }),
    help: t('failure.MESSAGE_TOO_LARGE.help'),
  };
}

/** RFC 1870 section 6: 552 also stands for a full mailbox, which has an enhanced code of its own (5.2.2). */
function isTooLarge(code: number, enhanced: string, said: string): boolean {
  return (
    enhanced === '5.3.4' ||
    enhanced === '5.2.3' ||
    (code === 552 && enhanced !== '5.2.2' && !/quota|mailbox full/i.test(said))
  );
}

function firstLines(reply: string): string {
  return reply.split('\n').slice(0, 4).join(' ').slice(0, 600);
}
