import type { Mailbox } from '../../shared/address.ts';
import { t } from '../../shared/catalogue/index.ts';
import { SOURCE_LIMIT } from '../../shared/message.ts';
import type { Notification, NotificationPreview } from '../../shared/notification.ts';
import { type SettingsDraft, systemSender } from '../../shared/settings.ts';
import { textOfHtml } from '../message/text-of-html.ts';
import { composeAction } from './action-message.ts';
import type { Json } from './fill-notification.ts';
import { fillAndCheck } from './notification-check.ts';

/** Fills a notification with its samples, or with other values, as far as it goes, and lists what is wrong with it. */
export async function previewNotification(
  notification: Notification,
  values: Readonly<Record<string, Json>> | undefined,
  settings: SettingsDraft,
  now: Date,
): Promise<NotificationPreview> {
  const given = values ?? notification.placeholders;
  const { filled, problems: found } = fillAndCheck(notification, given);
  const problems = found.map(({ field, message }) => ({ field, message }));
  const from = filled.from ?? systemSender(settings);
  const text = filled.text ?? (filled.html === undefined ? '' : await textOfHtml(filled.html));
  const composed =
    from === undefined
      ? undefined
      : await composeAction(
          { filled: { ...filled, text }, sender: from, recipients: filled, settings: { draft: settings } },
          [],
          now,
        );
  const source = composed === undefined ? '' : Buffer.from(composed.source).toString('utf8').slice(0, SOURCE_LIMIT);
  return {
    from: from === undefined ? '' : shown(from),
    to: filled.to.map(shown),
    cc: filled.cc.map(shown),
    bcc: filled.bcc.map(shown),
    replyTo: filled.replyTo === undefined ? '' : shown(filled.replyTo),
    subject: filled.subject,
    html: filled.html ?? null,
    text,
    source,
    problems:
      from === undefined && problems.every(({ field }) => field !== 'from')
        ? [{ field: 'from', message: t('settings.sender.missing') }, ...problems]
        : problems,
  };
}

function shown({ name, address }: Mailbox): string {
  return name === '' ? address : `${name} <${address}>`;
}
