import type { Mailbox } from '../../shared/address.ts';
import { t } from '../../shared/catalogue/index.ts';
import { SOURCE_LIMIT } from '../../shared/message.ts';
import type { Notification, NotificationPreview, NotificationProblem } from '../../shared/notification.ts';
import { type SettingsDraft, systemSender } from '../../shared/settings.ts';
import { textOfHtml } from '../message/text-of-html.ts';
import { composeAction } from './action-message.ts';
import { type Addressed, addressTo } from './action-recipients.ts';
import type { FilledNotification } from './fill-notification.ts';
import type { Json } from './given-values.ts';
import { fillAndCheck } from './notification-check.ts';
import { fixedFilesOf } from './notification-files.ts';

/**
 * Fills a notification with its samples, or with other values, as far as it goes, and lists what is wrong with it. It is the message
 * that an Action would queue, with the fixed files, but for what is in them.
 */
export async function previewNotification(
  notification: Notification,
  values: Readonly<Record<string, Json>> | undefined,
  settings: SettingsDraft,
  now: Date,
): Promise<NotificationPreview> {
  const given = values ?? notification.placeholders;
  const { filled, problems: found } = fillAndCheck(notification, given);
  const problems: NotificationProblem[] = found.map(({ field, message }) => ({ field, message }));
  const from = filled.from ?? systemSender(settings);
  const text = filled.text ?? (filled.html === undefined ? '' : await textOfHtml(filled.html));
  const addressed = addressTo(filled, undefined);
  const recipients = addressed.ok ? addressed.value : filled;
  if (!addressed.ok) problems.push({ field: addressed.error.field ?? 'to', message: addressed.error.message });
  if (from === undefined && problems.every(({ field }) => field !== 'from'))
    problems.unshift({ field: 'from', message: t('settings.sender.missing') });
  const files = fixedFilesOf(notification);
  return {
    from: from === undefined ? '' : shown(from),
    to: recipients.to.map(shown),
    cc: recipients.cc.map(shown),
    bcc: recipients.bcc.map(shown),
    replyTo: filled.replyTo === undefined ? '' : shown(filled.replyTo),
    subject: filled.subject,
    html: filled.html ?? null,
    text,
    files,
    source: from === undefined ? '' : await sourceOf({ ...filled, text }, from, recipients, files, settings, now),
    problems,
  };
}

async function sourceOf(
  filled: FilledNotification,
  sender: Mailbox,
  recipients: Pick<Addressed, 'to' | 'cc'>,
  names: readonly string[],
  settings: SettingsDraft,
  now: Date,
): Promise<string> {
  const composed = await composeAction(
    { filled, sender, recipients, settings: { draft: settings } },
    // Their contents have no part in what the message is around them.
    names.map((name) => ({ name, sha256: '', sizeBytes: 0 })),
    now,
  );
  const source = Buffer.from(composed.source);
  const pieces: string[] = [];
  let from = 0;
  for (const { byteOffset, name } of composed.files) {
    pieces.push(source.toString('utf8', from, byteOffset), t('template.fileLeftOut', { name }));
    from = byteOffset;
  }
  return [...pieces, source.toString('utf8', from)].join('').slice(0, SOURCE_LIMIT);
}

function shown({ name, address }: Mailbox): string {
  return name === '' ? address : `${name} <${address}>`;
}
