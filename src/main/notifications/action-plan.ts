import type { Mailbox } from '../../shared/address.ts';
import { t } from '../../shared/catalogue/index.ts';
import type { ParsedInput } from '../../shared/contract.ts';
import type { Notification } from '../../shared/notification.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import { systemSender } from '../../shared/settings.ts';
import type { SkippedMessage } from '../queue/store/queue-message.ts';
import type { ActiveSettings } from '../settings/settings-service.ts';
import { userName } from '../user-name.ts';
import type { FixedFile } from './action-files.ts';
import { type Addressed, addressTo } from './action-recipients.ts';
import { type FilledNotification, fillNotification } from './fill-notification.ts';

/** A notification as it is stored. */
export type StoredNotification = {
  readonly id: number;
  readonly notification: Notification;
  /** Those of its fixed files that are there. */
  readonly files: readonly FixedFile[];
};

/** What an Action comes to, before its files. */
export type ActionPlan = StoredNotification & {
  readonly settings: ActiveSettings;
  readonly filled: FilledNotification;
  readonly sender: Mailbox;
  readonly recipients: Addressed;
  /** Milliseconds since 1970; null for at once. */
  readonly notBefore: number | null;
  /** Whoever the door named, or the user that the process runs as. */
  readonly initiator: string;
};

/** A clock that is a little off, or a call that took its time, must not break what was to leave at once. */
const PAST_MS = 60_000;

/**
 * Applies the rules that need no files: the notification is there and enabled, its placeholders are filled, it has a sender and
 * not too many recipients, and is not to leave in the past. That it has none at all is for the settings to judge, and no failure here.
 */
export function planAction(
  input: ParsedInput<'actions.run'>,
  stored: StoredNotification | undefined,
  settings: ActiveSettings,
  now: Date,
): Result<ActionPlan> {
  if (stored === undefined)
    return fail({
      code: 'NOT_FOUND',
      field: 'notification',
      message: t('action.notification.notFound', { name: input.notification }),
    });
  const { notification } = stored;
  if (!notification.enabled)
    return fail({
      code: 'NOTIFICATION_DISABLED',
      field: 'notification',
      message: t('action.notification.disabled', { name: notification.name }),
      help: t('action.notification.disabled.help'),
    });
  const filled = fillNotification(notification, input);
  if (!filled.ok) return fail(filled.error);
  const sender = filled.value.from ?? systemSender(settings.draft);
  if (sender === undefined)
    return fail({
      code: 'INVALID_INPUT',
      field: 'from',
      message: t('action.sender.missing', { name: notification.name }),
      help: t('action.sender.missing.help'),
    });
  const recipients = addressTo(filled.value, settings.draft.queue.skipInitiator ? input.initiator : undefined);
  if (!recipients.ok) return fail(recipients.error);
  const at = input.at === undefined ? undefined : Date.parse(input.at);
  if (at !== undefined && at < now.getTime() - PAST_MS)
    return fail({ code: 'INVALID_INPUT', field: 'at', message: t('action.at.past') });
  return succeed({
    ...stored,
    settings,
    filled: filled.value,
    sender,
    recipients: recipients.value,
    notBefore: at !== undefined && at > now.getTime() ? at : null,
    initiator: initiatorOf(input),
  });
}

/** An API token’s name is always told: whom its caller names is its own affair. */
function initiatorOf({ initiator, token }: ParsedInput<'actions.run'>): string {
  if (token === undefined || token === initiator) return userName(initiator);
  const named = initiator !== undefined && initiator.trim() !== '';
  return named ? t('action.initiator.byToken', { initiator, token }) : token;
}

/** The capture server is on loopback, and on another port each time that it starts. */
const CAPTURE = { host: '127.0.0.1', port: 0 } as const;

/** What queue and log are told of a message, whether it is queued or not. */
export function factsOf(plan: ActionPlan): Omit<SkippedMessage, 'failure' | 'refused' | 'idempotencyKey'> {
  const { id, notification, settings, filled, sender, recipients, initiator } = plan;
  const { draft, revision } = settings;
  const { host, port } = draft.service === 'capture' ? CAPTURE : draft.smtp;
  const addresses = (mailboxes: readonly Mailbox[]) => mailboxes.map(({ address }) => address);
  return {
    notification: { id, name: notification.name },
    keep: notification.keep,
    initiator,
    service: draft.service,
    host,
    port,
    settingsRevision: revision,
    from: sender.address,
    recipients: { to: addresses(recipients.to), cc: addresses(recipients.cc), bcc: addresses(recipients.bcc) },
    subject: filled.subject,
  };
}
