import { createDeliveryLog } from '../../src/main/log/delivery-log.ts';
import { createLogStore } from '../../src/main/log/log-store.ts';
import { createLoggedMessages } from '../../src/main/log/logged-messages.ts';
import { openMessageFiles } from '../../src/main/log/message-files.ts';
import type { FixedFile } from '../../src/main/notifications/action-files.ts';
import { type Actions, createActions } from '../../src/main/notifications/action-service.ts';
import { createQueueStore } from '../../src/main/queue/store/queue-store.ts';
import { createSettingsStore } from '../../src/main/settings/settings-store.ts';
import { noSecrets, writeStored } from '../../src/main/settings/stored-document.ts';
import { LARGEST_ATTACHMENTS_BYTES } from '../../src/shared/action.ts';
import { type Input, operations } from '../../src/shared/contract.ts';
import { type Notification, notificationSchema } from '../../src/shared/notification.ts';
import { defaultSettings, type SettingsDraft } from '../../src/shared/settings.ts';
import { openStoreUnderTest } from '../attachments/store-under-test.ts';

export const ticket: Notification = notificationSchema.parse({
  name: 'ticket-created',
  to: '{{requester}}',
  subject: '[{{id}}] {{title}}',
  html: '<p>{{title}}</p>',
  attachments: [{ slot: 'report' }, { slot: 'log' }],
  placeholders: { requester: 'pat@example.org', id: 'T1', title: 'Sample' },
});

export const values = { requester: 'pat@example.org', id: 'T7', title: 'Printer' };

export const smtpSettings: SettingsDraft = {
  ...defaultSettings,
  service: 'smtp',
  message: {
    ...defaultSettings.message,
    from: 'Desk <desk@example.org>',
    limitAttachments: true,
    attachmentLimitMb: 1,
  },
  smtp: { ...defaultSettings.smtp, host: 'mail.example.org' },
};

export const LIMIT = 1_048_576;
export { LARGEST_ATTACHMENTS_BYTES };

type Changes = {
  readonly draft?: SettingsDraft;
  readonly notifications?: readonly Notification[];
  readonly files?: readonly FixedFile[];
};

/** Actions on a real queue, log and folder of attachments; notifications and settings are given. */
export async function openActionsUnderTest() {
  const under = await openStoreUnderTest();
  const { database, store: attachments, now } = under;
  const queue = createQueueStore(database);
  const logStore = createLogStore(database);
  const log = createDeliveryLog(logStore);
  const settings = createSettingsStore(database);
  const document = writeStored({ draft: smtpSettings, references: noSecrets });
  if (settings.append({ savedAt: now().toISOString(), document }, 0) === undefined) throw new Error('no settings');
  let told = { queued: 0, logged: 0 };
  const actionsWith = ({ draft = smtpSettings, notifications = [ticket], files = [] }: Changes): Actions =>
    createActions({
      find: (name) => {
        const index = notifications.findIndex((each) => each.name.toLowerCase() === name.toLowerCase());
        const notification = notifications[index];
        return notification === undefined ? undefined : { id: index + 1, notification, files };
      },
      settings: {
        active: () => ({ draft, references: noSecrets, revision: 1, digest: '' }),
      },
      queue,
      attachments,
      now,
      queued: () => {
        told = { ...told, queued: told.queued + 1 };
      },
      logged: () => {
        told = { ...told, logged: told.logged + 1 };
      },
    });
  return {
    ...under,
    attachments,
    queue,
    log,
    messages: createLoggedMessages({ store: logStore, files: openMessageFiles(database), read: attachments.read }),
    files: openMessageFiles(database),
    source: (id: number) => Buffer.from(logStore.source(id) ?? []).toString(),
    told: () => told,
    run: (input: Input<'actions.run'>, changes: Changes = {}) =>
      actionsWith(changes).run(operations['actions.run'].input.parse(input)),
    check: (input: Input<'actions.check'>, changes: Changes = {}) =>
      actionsWith(changes).check(operations['actions.check'].input.parse(input)),
  };
}

export type ActionsUnderTest = Awaited<ReturnType<typeof openActionsUnderTest>>;
