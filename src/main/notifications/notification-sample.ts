import { fail, succeed } from '../../shared/result.ts';
import { tooLarge, totalBytes } from '../attachments/attachment-limit.ts';
import type { AttachmentStore } from '../attachments/attachment-store.ts';
import { wholeMessage } from '../attachments/whole-message.ts';
import type { ComposeNotification } from '../mail/tested-message.ts';
import { attachmentLimit, fixedFile } from './action-files.ts';
import { composeAction, type KeptFile } from './action-message.ts';
import { fillWith } from './fill-notification.ts';
import { checkNotification } from './notification-check.ts';
import { fixedFilesOf } from './notification-files.ts';
import type { NotificationStore } from './notification-store.ts';

/**
 * Gives what fills a notification with its samples for a test: with its fixed files, without files in its slots, and to
 * nobody but those whom the test names.
 */
export function createNotificationSample(
  store: Pick<NotificationStore, 'get'>,
  attachments: Pick<AttachmentStore, 'sizeOf' | 'read'>,
): ComposeNotification {
  return ({ id, notification }, settings) => {
    const failure = checkNotification(notification);
    if (failure !== undefined) return fail(failure);
    const filled = fillWith(notification, notification.placeholders);
    if (!filled.ok) return fail(filled.error);
    const stored = id === undefined ? [] : (store.get(id)?.files ?? []);
    const files: KeptFile[] = [];
    for (const name of fixedFilesOf(notification)) {
      const file = fixedFile(name, stored, attachments);
      if (!file.ok) return fail(file.error);
      const kept = stored.find((each) => each.file === name);
      if (kept !== undefined) files.push({ sha256: kept.sha256, sizeBytes: kept.sizeBytes, name });
    }
    const limit = attachmentLimit(settings);
    if (totalBytes(files) > limit) return fail(tooLarge(files, limit));
    return succeed({
      sender: filled.value.from,
      compose: async ({ sender, recipients, at }) => {
        const plan = {
          filled: filled.value,
          sender,
          recipients: { to: recipients, cc: [] },
          settings: { draft: settings },
        };
        const { warnings, ...message } = await composeAction(plan, files, at);
        return {
          ...message,
          whole: wholeMessage(message.source, message.files, attachments.read),
          fellBack: warnings.includes('SENT_AS_UTF8'),
        };
      },
    });
  };
}
