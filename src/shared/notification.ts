import { z } from 'zod';
import { t } from './catalogue/index.ts';
import { oneLine, yesOrNo } from './setting-values.ts';

export const NOTIFICATION_NAME_LIMIT = 100;
/** Characters of one field with addresses, and of a subject. */
export const LINE_LIMIT = 2_000;
/** Characters of a body's template. */
export const BODY_LIMIT = 500_000;
export const MOST_PLACEHOLDERS = 200;
export const MOST_FILES = 50;

/**
 * What the log keeps of a message after it has left. `full`: everything · `envelope`: addresses, subject and session, but
 * neither body nor attachments · `outcome`: when it left, whether, and why not; nobody's address and no word of it.
 */
export const keepSchema = z.enum(['full', 'envelope', 'outcome'], { error: () => t('notification.keep.invalid') });
export type Keep = z.infer<typeof keepSchema>;

/** Letters, digits, dot, hyphen and underscore: it is typed on command lines and is a file's name when exported. */
export const notificationNameSchema = z
  .string()
  .trim()
  .min(1, { error: () => t('notification.name.empty') })
  .max(NOTIFICATION_NAME_LIMIT, { error: () => t('notification.name.tooLong', { limit: NOTIFICATION_NAME_LIMIT }) })
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/, { error: () => t('notification.name.invalid') });

const placeholderName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_-]{0,63}$/, {
  error: () => t('notification.placeholder.invalid'),
});

/** A file's name without any folder. */
export const attachmentNameSchema = z
  .string()
  .min(1, { error: () => t('notification.file.invalid') })
  .max(255, { error: () => t('notification.file.invalid') })
  // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the purpose
  .regex(/^(?!\.{1,2}$)[^\x00-\x1f\x7f/\\]+$/, { error: () => t('notification.file.invalid') })
  .refine((text) => text.isWellFormed(), { error: () => t('notification.file.invalid') });

/** What goes along: a fixed file that Postroom keeps with the notification, or a slot that the Action fills. */
export const notificationAttachmentSchema = z.union([
  z.strictObject({ slot: placeholderName, required: yesOrNo.default(false) }),
  z.strictObject({ file: attachmentNameSchema }),
]);
export type NotificationAttachment = z.infer<typeof notificationAttachmentSchema>;

const line = (limit: number) =>
  oneLine(
    limit,
    () => t('notification.line.tooLong', { limit }),
    () => t('notification.line.invalid'),
  ).default('');
const body = z
  .string()
  .max(BODY_LIMIT, { error: () => t('notification.body.tooLong', { limit: BODY_LIMIT }) })
  .default('');

/** A notification as its file has it. Texts are templates; addresses, bodies and subject are checked as such in main. */
export const notificationSchema = z.strictObject({
  name: notificationNameSchema,
  enabled: yesOrNo.default(true),
  /** Empty: the system's sender. */
  from: line(LINE_LIMIT),
  to: line(LINE_LIMIT),
  cc: line(LINE_LIMIT),
  bcc: line(LINE_LIMIT),
  replyTo: line(LINE_LIMIT),
  subject: line(LINE_LIMIT),
  html: body,
  /** Empty: made of the HTML. */
  text: body,
  attachments: z.array(notificationAttachmentSchema).max(MOST_FILES).default([]),
  /** Each placeholder with a sample of its value. */
  placeholders: z
    .record(placeholderName, z.json())
    .refine((all) => Object.keys(all).length <= MOST_PLACEHOLDERS, {
      error: () => t('notification.placeholders.tooMany', { limit: MOST_PLACEHOLDERS }),
    })
    .default({}),
  /** Lets a placeholder without a value be blank; otherwise the Action fails. */
  allowBlanks: yesOrNo.default(false),
  keep: keepSchema.default('full'),
});
export type Notification = z.infer<typeof notificationSchema>;

/** What is wrong with a notification, by the field it is wrong in. */
export const notificationProblemSchema = z.object({ field: z.string(), message: z.string() });
export type NotificationProblem = z.infer<typeof notificationProblemSchema>;

/** A row of the list. */
export const notificationRowSchema = z.object({
  id: z.int(),
  name: z.string(),
  enabled: z.boolean(),
  to: z.string(),
  subject: z.string(),
  /** Fixed files and slots together. */
  attachments: z.int(),
  updatedAt: z.string(),
});
export type NotificationRow = z.infer<typeof notificationRowSchema>;

export const notificationViewSchema = z.object({
  id: z.int(),
  /** Counts up with each save. */
  version: z.int(),
  createdAt: z.string(),
  updatedAt: z.string(),
  notification: notificationSchema,
  /** The fixed files; `sizeBytes` is null for one that is not there yet. */
  files: z.array(z.object({ file: z.string(), sizeBytes: z.int().nullable() })),
  /** Sentences about what keeps the notification from being sent, such as a file that isn't there. */
  notices: z.array(z.string()),
});
export type NotificationView = z.infer<typeof notificationViewSchema>;

/** A notification filled with values, and what stands in the way of sending it. */
export const notificationPreviewSchema = z.object({
  from: z.string(),
  to: z.array(z.string()),
  cc: z.array(z.string()),
  bcc: z.array(z.string()),
  replyTo: z.string(),
  subject: z.string(),
  /** Null when the message has none. */
  html: z.string().nullable(),
  text: z.string(),
  /** The names of the fixed files that go along. */
  files: z.array(z.string()),
  /** The message as it would go out, but for what is in its files; cut after `SOURCE_LIMIT` characters. */
  source: z.string(),
  problems: z.array(notificationProblemSchema),
});
export type NotificationPreview = z.infer<typeof notificationPreviewSchema>;
