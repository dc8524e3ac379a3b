import { t } from '../../shared/catalogue/index.ts';
import { type Notification, notificationSchema } from '../../shared/notification.ts';
import { fail, type Result } from '../../shared/result.ts';
import { parseInput } from '../input.ts';

/** Writes a notification as its file: the keys in the order of the schema, two blanks for each level, a line break at the end. */
export function writeNotification(notification: Notification): string {
  const { name, enabled, from, to, cc, bcc, replyTo, subject, html, text, ...rest } = notification;
  const { attachments, placeholders, allowBlanks, keep } = rest;
  const document = {
    ...{ name, enabled, from, to, cc, bcc, replyTo, subject, html, text },
    // Each with its keys in one order, however they came.
    attachments: attachments.map((each) =>
      'slot' in each ? { slot: each.slot, required: each.required } : { file: each.file },
    ),
    placeholders,
    ...(allowBlanks ? { allowBlanks } : {}),
    keep,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** Reads a notification's file. Fails with INVALID_INPUT: no JSON, a key that isn't known (named), or a value that can't be (its key in `field`). */
export function readNotification(text: string): Result<Notification> {
  let document: unknown;
  try {
    document = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return fail({ code: 'INVALID_INPUT', message: t('notificationFile.notJson') });
  }
  return parseInput(notificationSchema, document);
}

/**
 * Reads what is stored. A value that can't be read falls back alone, to its default; then the notification is switched off, so
 * that nobody gets half of it, and the notices say why.
 */
export function readStoredNotification(
  name: string,
  document: string,
): { readonly notification: Notification; readonly notices: readonly string[] } {
  const read = readNotification(document);
  if (read.ok) return { notification: read.value, notices: [] };
  const stored = objectOf(document);
  const good = Object.entries(notificationSchema.shape).flatMap(([key, schema]) => {
    const value = stored[key];
    return value !== undefined && schema.safeParse(value).success ? [[key, value]] : [];
  });
  const bad = Object.keys(stored).filter((key) => !good.some(([each]) => each === key));
  return {
    // The name is a column of its own, so it is a good one.
    notification: notificationSchema.parse({ ...Object.fromEntries(good), name, enabled: false }),
    notices: [t('notificationFile.unreadable', { keys: bad.slice(0, 20).join(', ') })],
  };
}

function objectOf(document: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(document);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
