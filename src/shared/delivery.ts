import { z } from 'zod';
import { certificateProblemSchema, certificateSchema } from './certificate.ts';
import { failureSchema } from './result.ts';

/**
 * sending: under way · sent: the server accepted it · failed: it did not leave · unknown: the server may have it ·
 * cancelled: stopped by a person · checked: a test that was to stop before the message, and got there · skipped: it never
 * entered the queue · queued: it waits in the queue; the log shows it from its first attempt on.
 */
export const deliveryStatusSchema = z.enum([
  'sending',
  'sent',
  'failed',
  'unknown',
  'cancelled',
  'checked',
  'skipped',
  'queued',
]);
export type DeliveryStatus = z.infer<typeof deliveryStatusSchema>;

export const deliveryKindSchema = z.enum(['test', 'notification']);
export type DeliveryKind = z.infer<typeof deliveryKindSchema>;

export const stepNames = [
  'lookup',
  'connect',
  'greeting',
  'ehlo',
  'starttls',
  'tls',
  'certificate',
  'sign-in',
  'sender',
  'recipient',
  'data',
  'accepted',
] as const;
export const stepNameSchema = z.enum(stepNames);
export type StepName = z.infer<typeof stepNameSchema>;

/** One step of a session that has ended. Times are milliseconds, counted from the start of the session. */
export const stepSchema = z.object({
  step: stepNameSchema,
  status: z.enum(['ok', 'failed', 'skipped']),
  startedMs: z.number(),
  durationMs: z.number(),
  /** What was seen: addresses, a reply, a protocol version. Control characters are escaped, secrets masked. */
  detail: z.string(),
});
export type Step = z.infer<typeof stepSchema>;

/** A step as it is reported while the session goes on. */
export const stepProgressSchema = stepSchema.extend({ status: z.enum(['running', 'ok', 'failed', 'skipped']) });
export type StepProgress = z.infer<typeof stepProgressSchema>;

export const encryptionSchema = z.object({ protocol: z.string(), cipher: z.string(), certificate: certificateSchema });
export type Encryption = z.infer<typeof encryptionSchema>;

/**
 * What a person should know of a delivery, sent or not. `STARTTLS_WITHDRAWN`: the server offered STARTTLS before and doesn't
 * any more, as when somebody in between strips it. `SENT_AS_UTF8`: the chosen character set can't hold the message.
 */
export const deliveryWarningSchema = z.enum(['STARTTLS_WITHDRAWN', 'CERTIFICATE_EXPIRES_SOON', 'SENT_AS_UTF8']);
export type DeliveryWarning = z.infer<typeof deliveryWarningSchema>;

export const recipientResultSchema = z.object({
  address: z.string(),
  /** `not-tried`: the session ended before the server was asked. */
  status: z.enum(['accepted', 'rejected', 'not-tried']),
  reply: z.string().nullable(),
});
export type RecipientResult = z.infer<typeof recipientResultSchema>;

/** `client` and `server` lines went over the wire; `note` lines say what happened around them. */
export const transcriptLineSchema = z.object({
  from: z.enum(['client', 'server', 'note']),
  atMs: z.number(),
  text: z.string(),
});
export type TranscriptLine = z.infer<typeof transcriptLineSchema>;

/** A row of the Outgoing Notifications Log. */
export const deliveryRowSchema = z.object({
  id: z.int(),
  /** When it began; for what went through the queue, when that came of it which the row tells, or when it was first tried. */
  at: z.string(),
  kind: deliveryKindSchema,
  status: deliveryStatusSchema,
  service: z.enum(['capture', 'smtp']),
  /** Host and port that it went to, `host:port`. */
  server: z.string(),
  sender: z.string(),
  recipients: z.array(z.string()),
  subject: z.string(),
  /** TLS version; `none` for a session that ended unencrypted; null when it never got so far. */
  encryption: z.string().nullable(),
  certificateProblems: z.array(certificateProblemSchema),
  warnings: z.array(deliveryWarningSchema),
  /** The server's last reply, or null when it gave none. */
  reply: z.string().nullable(),
  error: failureSchema.nullable(),
  durationMs: z.number().nullable(),
  sizeBytes: z.int().nullable(),
  attempts: z.int(),
  /** The notification's name, and who ran the Action. */
  notification: z.string().nullable(),
  initiator: z.string().nullable(),
  /** What a person decided on it, such as that it was sent. */
  note: z.string().nullable(),
  /** It is `sent` because a person said so: no attempt ended with the server's acceptance. */
  markedAsSent: z.boolean(),
});
export type DeliveryRow = z.infer<typeof deliveryRowSchema>;

export const attemptSchema = z.object({
  id: z.int(),
  number: z.int(),
  startedAt: z.string(),
  durationMs: z.number().nullable(),
  status: deliveryStatusSchema,
  error: failureSchema.nullable(),
  reply: z.string().nullable(),
  recipients: z.array(recipientResultSchema),
  encryption: encryptionSchema.nullable(),
  steps: z.array(stepSchema),
});
export type Attempt = z.infer<typeof attemptSchema>;

/** What a row of the log opens into. Transcript and message are read apart: they can be large. */
export const deliverySchema = deliveryRowSchema.extend({
  messageId: z.string(),
  /** Settings revision that it was sent with; null for values that were not saved. */
  settingsRevision: z.int().nullable(),
  attemptList: z.array(attemptSchema),
});
export type Delivery = z.infer<typeof deliverySchema>;
