import type { NewMessage } from '../../src/main/queue/store/queue-message.ts';
import { createQueueStore } from '../../src/main/queue/store/queue-store.ts';
import type { QueueStore } from '../../src/main/queue/store/queue-store-type.ts';
import { digestOf, noSecrets } from '../../src/main/settings/stored-document.ts';
import { defaultQueueSettings, type QueueSettings } from '../../src/shared/queue-settings.ts';
import type { Failure } from '../../src/shared/result.ts';
import { defaultSettings } from '../../src/shared/settings.ts';
import { openStore } from './store.ts';

const OWNER = 'gone';
const HOUR_MS = 3_600_000;

/** Does something with a data folder's queue, as another process would. */
function withQueue<T>(dataFolder: string, work: (store: QueueStore) => T): T {
  const database = openStore(dataFolder);
  try {
    return work(createQueueStore(database));
  } finally {
    database.close();
  }
}

/** Pauses the queue before anything is entered, so that what is entered waits. */
export function pauseQueue(dataFolder: string, why = 'Maintenance'): void {
  withQueue(dataFolder, (store) => store.pause({ by: 'kim', at: new Date().toISOString(), why }));
}

/** Puts messages into the queue, as an Action does, and gives their ids. */
export function enterMessages(
  dataFolder: string,
  count: number,
  subject: string,
  changes: Partial<NewMessage> = {},
  settings: Partial<QueueSettings> = {},
): readonly number[] {
  return withQueue(dataFolder, (store) =>
    Array.from({ length: count }, (_, index) => {
      const message = { ...newMessage(`${subject} ${index + 1}`), ...changes };
      const entered = store.enter(message, {
        now: Date.now(),
        settings: { ...defaultQueueSettings, ...settings },
        filesThere: () => true,
      });
      if (entered === 'files-missing') throw new Error('files are missing');
      return entered.deliveryId;
    }),
  );
}

/** Puts a message into the queue that has been handed over without an answer. */
export function enterUnknown(dataFolder: string, subject: string): number {
  const [id = 0] = enterMessages(dataFolder, 1, subject);
  withQueue(dataFolder, (store) => {
    const now = Date.now();
    store.sendNow([id], now);
    const claimed = store.claim({
      owner: OWNER,
      now,
      leaseUntil: now + HOUR_MS,
      limit: 1,
      only: [id],
      throttle: { perMinute: 0, perHour: 0, perDay: 0 },
    });
    store.handOver(claimed, now);
    store.settle(
      now,
      (owner) => owner === OWNER,
      (_lost, failure) => ({ decision: { next: 'unknown' }, failure, firstTriedAt: now }),
    );
  });
  return id;
}

/** Puts a message into the queue that has failed for good. */
export function enterFailed(dataFolder: string, subject: string): number {
  const failure: Failure = {
    code: 'RECIPIENT_MISSING',
    message: 'The notification has no recipient.',
    help: 'Give it one, and run the Action again.',
  };
  const [id = 0] = enterMessages(dataFolder, 1, subject, { failure });
  return id;
}

/** Says that the connection is at fault, of the settings that there are at first. */
export function openCircuit(dataFolder: string, deliveryId: number): void {
  withQueue(dataFolder, (store) =>
    store.openCircuit({
      openedAt: new Date(Date.now() - 900_000).toISOString(),
      failure: {
        code: 'AUTH_REJECTED',
        message: 'mail.sender.test:587 refused the user name and password.',
        help: 'Check both in the settings.',
      },
      deliveryId,
      settingsDigest: digestOf({ draft: defaultSettings, references: noSecrets }),
      tries: 1,
      probeAt: Date.now() + HOUR_MS,
    }),
  );
}

function newMessage(subject: string): NewMessage {
  const lines = [
    'From: desk@sender.test',
    'To: pat@recipient.test',
    `Subject: ${subject}`,
    'Message-ID: <1@sender.test>',
  ];
  const source = Buffer.from([...lines, '', 'Hello', ''].join('\r\n'));
  return {
    notification: { id: 1, name: 'ticket-created' },
    keep: 'full',
    initiator: 'kim@sender.test',
    service: 'capture',
    host: '127.0.0.1',
    port: 25,
    settingsRevision: 1,
    from: 'desk@sender.test',
    recipients: { to: ['pat@recipient.test'], cc: ['lee@recipient.test'], bcc: [] },
    subject,
    messageId: '<1@sender.test>',
    source,
    files: [],
    sizeBytes: source.byteLength,
    contentType: 'text/plain',
    warnings: [],
    notBefore: null,
    idempotencyKey: null,
    failure: null,
  };
}
