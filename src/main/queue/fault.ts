import type { ExplanationId } from '../../shared/catalogue/explanations.ts';
import type { StepName } from '../../shared/delivery.ts';
import type { Failure, FailureCode } from '../../shared/result.ts';
import type { LineOutcome } from '../mail/line-outcome.ts';

/**
 * What is at fault when a message didn't go: `connection`: sign-in, account, certificate, TLS, look-up, a secret: no message can go ·
 * `server`: it can't be reached or takes nothing just now · `passing`: this message, this time · `lasting`: this message, each
 * time · `unknown`: the server may have it · `stopped`: we broke it off · `none`: it went, to some at least.
 */
export type Fault = 'none' | 'connection' | 'server' | 'passing' | 'lasting' | 'unknown' | 'stopped';

const connectionCodes: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'DNS_NOT_FOUND',
  'TLS_WRONG_VERSION',
  'TLS_HANDSHAKE_FAILED',
  'STARTTLS_NOT_OFFERED',
  'STARTTLS_REFUSED',
  'CERTIFICATE_EXPIRED',
  'CERTIFICATE_NOT_YET_VALID',
  'CERTIFICATE_NAME_MISMATCH',
  'CERTIFICATE_SELF_SIGNED',
  'CERTIFICATE_UNKNOWN_ISSUER',
  'CERTIFICATE_CHANGED',
  'CLIENT_CERTIFICATE_INVALID',
  'AUTH_NOT_OFFERED',
  'AUTH_METHOD_NOT_OFFERED',
  'AUTH_IN_CLEAR_REFUSED',
  'AUTH_REJECTED',
  'AUTH_REQUIRED',
  'ENCRYPTION_REQUIRED',
  'SECRET_UNREADABLE',
]);

/** Found out before the server was asked, or while reading the message: nothing changes by trying again. */
const lastingCodes: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'SMTPUTF8_NOT_OFFERED',
  'MESSAGE_TOO_LARGE',
  'ATTACHMENT_UNREADABLE',
]);

const messageSteps: ReadonlySet<StepName> = new Set<StepName>(['sender', 'recipient', 'data', 'accepted']);

/** Replies that are explained as these come from a server that has enough of us for now, whatever it says them to. */
const enoughForNow: ReadonlySet<string> = new Set(['too-many-connections']);

/** Refusals for good that are explained as these: the account may not send, or not as much. They would meet every message. */
const accountExplanations: ReadonlySet<string> = new Set<ExplanationId>([
  'account-disabled',
  'brevo-not-activated',
  'cpanel-hourly-limit',
  'exchange-submission-rate',
  'exchange-submit-denied',
  'google-daily-limit',
  'google-relay-limit',
  'microsoft-account-blocked',
  'microsoft-ip-banned',
  'microsoft-outbound-spam',
  'microsoft-submission-quota',
  'microsoft-tenant-blocked',
  'microsoft-traffic-not-accepted',
  'sendgrid-credits',
  'ses-daily-quota',
  'ses-sending-paused',
  'ses-sending-rate',
  'zoho-unusual-activity',
]);

/** What servers say to a sign-in (RFC 4954 section 6), said to MAIL. */
const SIGN_IN_CODES = /^53[0458]/;

/** Judges an outcome. 4xx is temporary, 5xx permanent (RFC 5321 section 4.2.1); 421 ends the session. */
export function faultOf({ status, failure, failedStep, refusal, recipients }: LineOutcome): Fault {
  if (status === 'sent') return 'none';
  if (status === 'unknown') return 'unknown';
  if (status === 'cancelled' || failure === null || failure.code === 'CANCELLED') return 'stopped';
  const refused = recipients.flatMap(({ status: each, reply }) => (each === 'rejected' ? [reply ?? ''] : []));
  const replies = refused.length > 0 && refused.length === recipients.length ? refused : [refusal?.reply ?? ''];
  if (replies.some(endsSession) || (enoughForNow.has(failure.explanation ?? '') && replies.some(isTemporary)))
    return 'server';
  if (connectionCodes.has(failure.code) || concernsAccount(failure, failedStep, replies)) return 'connection';
  if (failedStep === null || !messageSteps.has(failedStep)) return 'server';
  if (lastingCodes.has(failure.code) && refusal === null) return 'lasting';
  return replies.every(isPermanent) ? 'lasting' : 'passing';
}

/** A server may limit what it takes for one recipient as well, so words that say no more than that count as an answer to MAIL alone. */
function concernsAccount({ explanation = '' }: Failure, step: StepName | null, replies: readonly string[]): boolean {
  if (!replies.every(isPermanent)) return false;
  if (accountExplanations.has(explanation)) return true;
  return step === 'sender' && (explanation === 'rate-limited' || replies.some((reply) => SIGN_IN_CODES.test(reply)));
}

/** True when the outcome shows that the connection itself works: it came to the message. */
export function provesConnection(fault: Fault): boolean {
  return fault === 'none' || fault === 'passing' || fault === 'lasting' || fault === 'unknown';
}

export function isTemporary(reply: string | null): boolean {
  return reply?.startsWith('4') ?? false;
}

export function isPermanent(reply: string | null): boolean {
  return reply?.startsWith('5') ?? false;
}

/** 432 is what Microsoft 365 says when there are too many connections (432 4.3.2). */
function endsSession(reply: string): boolean {
  return reply.startsWith('421') || reply.startsWith('432');
}
