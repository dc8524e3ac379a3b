import { z } from 'zod';
import { t } from './catalogue/index.ts';
import { attachmentNameSchema } from './notification.ts';
import { queueStateSchema } from './queue.ts';

/** Bytes of all attachments together when the settings name no limit: nothing larger is ever queued. */
export const LARGEST_ATTACHMENTS_BYTES = 1000 * 1_048_576;
/** How long an idempotency key is remembered. */
export const IDEMPOTENCY_DAYS = 7;
export const INITIATOR_LIMIT = 320;

/** Control characters, line separators, and what turns the direction of writing: none of them can be seen. */
const UNSEEN = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

const text = (limit: number) =>
  z
    .string()
    .max(limit, { error: () => t('action.text.tooLong', { limit }) })
    .refine((text) => text.isWellFormed() && !UNSEEN.test(text), { error: () => t('action.text.invalid') });

/** A file for a slot: in full (`base64`), or by the upload that holds it, or announced by its size alone for a check. */
const actionAttachmentSchema = z.strictObject({
  slot: z.string(),
  name: attachmentNameSchema,
  sizeBytes: z.int().min(0).optional(),
  uploadId: z.string().optional(),
  /** The whole file (RFC 4648). */
  base64: z.string().optional(),
});

/** An Action: which notification, filled with what, when. */
export const actionInputSchema = z.strictObject({
  /** The notification's name. */
  notification: z.string().max(200),
  /** Placeholders by name; one that the notification doesn't have is refused. Where its sample is more than text, the text is JSON of that kind. */
  values: z.record(z.string(), z.string({ error: () => t('action.value.notText') }).max(200_000)).default({}),
  /** The same as a JSON object, which may hold more than is asked for. `values` stand before it. */
  data: z.record(z.string(), z.json()).default({}),
  attachments: z.array(actionAttachmentSchema).max(100).default([]),
  /** ISO 8601 with its offset: not before then. Left out: at once. */
  at: z.iso.datetime({ offset: true, error: () => t('action.at.invalid') }).optional(),
  /** The same key within seven days gives the first delivery and queues nothing. */
  idempotencyKey: text(200).min(1).optional(),
  /** Who caused it, for the queue's column; an address, when *Don’t notify the initiator* is to work. */
  initiator: text(INITIATOR_LIMIT).optional(),
  /** The API token by which it came, for the same column: the door says so, not the caller. */
  token: text(INITIATOR_LIMIT).optional(),
});
export type ActionInput = z.input<typeof actionInputSchema>;

/** What became of the message when it isn't in the queue, or its state there. */
export const actionStateSchema = z.enum([...queueStateSchema.options, 'sent', 'skipped', 'cancelled']);

export const actionReportSchema = z.object({
  deliveryId: z.int(),
  /** Empty when nothing was composed. */
  messageId: z.string(),
  state: actionStateSchema,
  /** The delivery that the same idempotency key brought about before. */
  duplicateOf: z.int().optional(),
});
export type ActionReport = z.infer<typeof actionReportSchema>;
