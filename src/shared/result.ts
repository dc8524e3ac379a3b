import { z } from 'zod';

/** Every code a Failure can carry. Stable: scripts match on them. Each is explained in the README. */
export const failureCodes = [
  'DNS_NOT_FOUND',
  'CONNECTION_REFUSED',
  'HOST_UNREACHABLE',
  'CONNECTION_TIMEOUT',
  'CONNECTION_LOST',
  'GREETING_TIMEOUT',
  'NOT_SMTP',
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
  'SENDER_REJECTED',
  'RECIPIENT_REJECTED',
  'MESSAGE_REJECTED',
  'MESSAGE_TOO_LARGE',
  'SMTPUTF8_NOT_OFFERED',
  'OUTCOME_UNKNOWN',
  'ATTACHMENTS_TOO_LARGE',
  'ATTACHMENT_MISSING',
  'ATTACHMENT_UNREADABLE',
  'TEMPLATE_INVALID',
  'PLACEHOLDER_UNKNOWN',
  'RECIPIENT_MISSING',
  'NOTIFICATION_DISABLED',
  'NOTIFICATION_CONFLICT',
  'TOKEN_INVALID',
  'RATE_LIMITED',
  'CANCELLED',
  'INVALID_INPUT',
  'NOT_FOUND',
  'SETTINGS_CONFLICT',
  'SECRET_UNREADABLE',
  'STORAGE_UNAVAILABLE',
  'STORAGE_FROM_NEWER_VERSION',
  'SERVICE_UNREACHABLE',
  'INTERNAL',
] as const;

export const failureCodeSchema = z.enum(failureCodes);
export type FailureCode = z.infer<typeof failureCodeSchema>;

/** A change of settings that mends a failure: values as text by dotted key, as `settings.change` and `test.run` take them. */
export const cureSchema = z.object({ changes: z.record(z.string(), z.string()) });
export type Cure = z.infer<typeof cureSchema>;

export const failureSchema = z.object({
  code: failureCodeSchema,
  /** One sentence: what happened, with the actual host, port or value in it. */
  message: z.string(),
  /** Dotted key of the input that caused it, such as `smtp.host` or `to`. */
  field: z.string().optional(),
  /** What to do about it. */
  help: z.string().optional(),
  /** Settings that would mend it, the likeliest first. */
  cures: z.array(cureSchema).optional(),
  /** Names what the failure was recognised as, such as a reply that is known, where the code alone doesn't tell. */
  explanation: z.string().optional(),
  /** For ATTACHMENTS_TOO_LARGE: bytes. The largest files come first. */
  attachments: z
    .object({
      limitBytes: z.number(),
      totalBytes: z.number(),
      largest: z.array(z.object({ name: z.string(), sizeBytes: z.number() })),
    })
    .optional(),
});
export type Failure = z.infer<typeof failureSchema>;

/** What every operation gives. A failed operation may still carry what it found out, such as a test's steps. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: Failure; readonly value?: T };

export const succeed = <T>(value: T): Result<T> => ({ ok: true, value });

export const fail = (error: Failure): { ok: false; error: Failure } => ({ ok: false, error });
