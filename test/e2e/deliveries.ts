import { type AttemptEnd, createLogStore, type NewDelivery } from '../../src/main/log/log-store.ts';
import { openStore } from './store.ts';

/** Puts rows into the log, as another process would that has sent so many test messages. `end` says how they differ from plain ones. */
export function injectDeliveries(
  dataFolder: string,
  count: number,
  subject: string,
  end: Partial<AttemptEnd> = {},
): void {
  const database = openStore(dataFolder);
  const store = createLogStore(database);
  const insert = database.transaction(() => {
    for (let number = 1; number <= count; number++) {
      const at = new Date().toISOString();
      const delivery: NewDelivery = {
        createdAt: at,
        kind: 'test',
        connection: 'default',
        service: 'smtp',
        host: 'mail.sender.test',
        port: 587,
        sender: 'desk@sender.test',
        recipients: '["pat@recipient.test"]',
        subject: `${subject} ${number}`,
        messageId: `<${number}@sender.test>`,
        settingsRevision: null,
        settingsDigest: null,
        unsavedSettings: null,
        source: Buffer.from(`Subject: ${subject} ${number}\r\n\r\nHello\r\n`),
      };
      const attempt = { startedAt: at, owner: 'gone', leaseUntil: 0, recipients: '[]' };
      const { deliveryId, attemptId } = store.begin(delivery, attempt);
      store.endAttempt(deliveryId, attemptId, {
        status: 'sent',
        recipients: '[{"address":"pat@recipient.test","status":"accepted","reply":"250 OK"}]',
        reply: '250 OK',
        error: null,
        durationMs: 12,
        encryption: null,
        encryptionLabel: 'none',
        certificateProblems: '[]',
        warnings: '[]',
        steps: '[]',
        transcript: '[]',
        ...end,
      });
    }
  });
  try {
    insert();
  } finally {
    database.close();
  }
}
