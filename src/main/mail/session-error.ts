import type { CertificateProblem } from '../../shared/certificate.ts';

/** What ended a session, when it was found out by Postroom and not reported by the network or by a reply. */
export type SessionErrorReason =
  | 'LOOKUP_TIMEOUT'
  | 'CONNECT_TIMEOUT'
  | 'STARTTLS_NOT_OFFERED'
  | 'TLS_FROM_FIRST_BYTE'
  | 'REPLY_TIMEOUT'
  | 'REPLY_MALFORMED'
  | 'REPLY_UNASKED'
  | 'AUTH_NOT_OFFERED'
  | 'AUTH_METHOD_NOT_OFFERED'
  | 'AUTH_IN_CLEAR_REFUSED'
  | 'SMTPUTF8_NOT_OFFERED'
  | 'NO_ADDRESS_OF_FAMILY'
  | 'OVER_SIZE_LIMIT'
  | 'MESSAGE_UNREADABLE'
  | 'HELD_BACK';

export class SessionError extends Error {
  readonly reason: SessionErrorReason;

  /** @param cause what was thrown by whoever should have given the message, or the word to send it */
  constructor(reason: SessionErrorReason, cause?: unknown) {
    super(reason, { cause });
    this.reason = reason;
  }
}

/** The server's certificate is not acceptable. The first problem is the one to name. */
export class CertificateError extends Error {
  readonly problems: readonly CertificateProblem[];

  constructor(problems: readonly CertificateProblem[]) {
    super(problems.join(', '));
    this.problems = problems;
  }
}

/** A person stopped the session. */
export class CancelledError extends Error {}

/** A command was answered with a refusal. `reply` is the server's reply with its code. */
export class RefusedError extends Error {
  readonly reply: string;

  constructor(reply: string) {
    super(reply);
    this.reply = reply;
  }
}
