import type { FailureCode } from '../../shared/result.ts';

/** What the process ends with. Scripts rely on these numbers. */
export const EXIT = { done: 0, failed: 1, usage: 2, storage: 3 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The exit code that goes with each failure. */
export const exitCodeOfFailure = {
  DNS_NOT_FOUND: EXIT.failed,
  CONNECTION_REFUSED: EXIT.failed,
  CONNECTION_TIMEOUT: EXIT.failed,
  CONNECTION_LOST: EXIT.failed,
  GREETING_TIMEOUT: EXIT.failed,
  HOST_UNREACHABLE: EXIT.failed,
  NOT_SMTP: EXIT.failed,
  TLS_WRONG_VERSION: EXIT.failed,
  TLS_HANDSHAKE_FAILED: EXIT.failed,
  STARTTLS_NOT_OFFERED: EXIT.failed,
  STARTTLS_REFUSED: EXIT.failed,
  CERTIFICATE_EXPIRED: EXIT.failed,
  CERTIFICATE_NOT_YET_VALID: EXIT.failed,
  CERTIFICATE_NAME_MISMATCH: EXIT.failed,
  CERTIFICATE_SELF_SIGNED: EXIT.failed,
  CERTIFICATE_UNKNOWN_ISSUER: EXIT.failed,
  CERTIFICATE_CHANGED: EXIT.failed,
  CLIENT_CERTIFICATE_INVALID: EXIT.failed,
  ENCRYPTION_REQUIRED: EXIT.failed,
  AUTH_NOT_OFFERED: EXIT.failed,
  AUTH_METHOD_NOT_OFFERED: EXIT.failed,
  AUTH_IN_CLEAR_REFUSED: EXIT.failed,
  AUTH_REJECTED: EXIT.failed,
  AUTH_REQUIRED: EXIT.failed,
  SENDER_REJECTED: EXIT.failed,
  RECIPIENT_REJECTED: EXIT.failed,
  MESSAGE_REJECTED: EXIT.failed,
  MESSAGE_TOO_LARGE: EXIT.failed,
  SMTPUTF8_NOT_OFFERED: EXIT.failed,
  OUTCOME_UNKNOWN: EXIT.failed,
  CANCELLED: EXIT.failed,
  SERVICE_UNREACHABLE: EXIT.failed,
  INTERNAL: EXIT.failed,
  INVALID_INPUT: EXIT.usage,
  NOT_FOUND: EXIT.usage,
  SETTINGS_CONFLICT: EXIT.usage,
  SECRET_UNREADABLE: EXIT.storage,
  STORAGE_UNAVAILABLE: EXIT.storage,
  STORAGE_FROM_NEWER_VERSION: EXIT.storage,
} as const satisfies Record<FailureCode, ExitCode>;
