import { createNotifications, type Notifications } from '../../src/main/notifications/notification-service.ts';
import { createNotificationStore } from '../../src/main/notifications/notification-store.ts';
import { noSecrets } from '../../src/main/settings/stored-document.ts';
import { type Input, operations } from '../../src/shared/contract.ts';
import type { Notification, NotificationView } from '../../src/shared/notification.ts';
import { defaultSettings, type SettingsDraft } from '../../src/shared/settings.ts';
import { expectValue } from '../app-under-test.ts';
import { openStoreUnderTest, upload } from '../attachments/store-under-test.ts';

export const ticket = {
  name: 'ticket-created',
  to: '{{requester}}',
  subject: '[{{id}}] {{title}}',
  html: '<p>{{title}}</p>',
  attachments: [{ slot: 'report', required: false }, { file: 'terms.pdf' }],
  placeholders: { requester: 'pat@example.org', id: 'T1', title: 'Sample' },
} satisfies Partial<Notification>;

/** Notifications in a real database, with a real folder of attachments. */
export async function openNotificationsUnderTest() {
  const under = await openStoreUnderTest();
  let changes = 0;
  let draft: SettingsDraft = {
    ...defaultSettings,
    message: { ...defaultSettings.message, from: 'Desk <d@example.org>' },
  };
  const open = ({ database, store: attachments }: Pick<typeof under, 'database' | 'store'>): Notifications =>
    createNotifications({
      store: createNotificationStore(database),
      attachments,
      settings: { active: () => ({ draft, references: noSecrets, revision: 1, digest: '' }) },
      now: under.now,
      changed: () => {
        changes++;
      },
    });
  const notifications = open(under);
  const parse = operations['notifications.save'].input;
  return {
    ...under,
    notifications,
    /** The same as another process has them. */
    elsewhere: () => open(under.another()),
    use: (settings: SettingsDraft) => {
      draft = settings;
    },
    changes: () => changes,
    save: (notification: object, more: Partial<Input<'notifications.save'>> = {}) =>
      notifications.save(parse.parse({ ...more, notification })),
    saved: async (notification: object, more: Partial<Input<'notifications.save'>> = {}): Promise<NotificationView> =>
      expectValue(await notifications.save(parse.parse({ ...more, notification }))),
    uploaded: async (file: string, content: string | Uint8Array) => ({
      file,
      uploadId: await upload(under.store, file, Buffer.from(content)),
    }),
  };
}
