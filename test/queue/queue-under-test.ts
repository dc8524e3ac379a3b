import { onTestFinished } from 'vitest';
import { createAttachmentStore } from '../../src/main/attachments/attachment-store.ts';
import { createCaptureServer } from '../../src/main/capture/capture-server.ts';
import { createCaptureStore } from '../../src/main/capture/capture-store.ts';
import { createDeliveryLog, type DeliveryLog } from '../../src/main/log/delivery-log.ts';
import { createLogStore } from '../../src/main/log/log-store.ts';
import { createServerStore } from '../../src/main/log/server-store.ts';
import { createServerWatch } from '../../src/main/mail/server-watch.ts';
import { createTransport, type Transport } from '../../src/main/mail/transport.ts';
import { createQueue, type Queue } from '../../src/main/queue/queue.ts';
import type { NewMessage } from '../../src/main/queue/store/queue-message.ts';
import { createQueueStore } from '../../src/main/queue/store/queue-store.ts';
import type { QueueStore } from '../../src/main/queue/store/queue-store-type.ts';
import { openSecrets } from '../../src/main/secrets/index.ts';
import { createSettingsService, type SettingsService } from '../../src/main/settings/settings-service.ts';
import { createSettingsStore } from '../../src/main/settings/settings-store.ts';
import { type Database, isStorageError, openDatabase } from '../../src/main/store/database.ts';
import type { QueueItem } from '../../src/shared/queue.ts';
import type { Settings } from '../../src/shared/settings.ts';
import { type Changes, expectValue, shortTimeouts, smtpChanges } from '../app-under-test.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';

export type QueueUnderTest = Queue & {
  readonly dataFolder: string;
  readonly database: Database;
  readonly store: QueueStore;
  readonly log: DeliveryLog;
  readonly settings: SettingsService;
  /** Enters a message to these addresses, wakes the worker and gives the message's id. */
  readonly enter: (to: string | readonly string[], changes?: Partial<NewMessage>) => number;
  /** The message in the queue; undefined when it has left. */
  readonly item: (id: number) => QueueItem | undefined;
  readonly change: (changes: Changes) => Promise<void>;
  /** Stands for the newest test of the active settings. */
  lastTest: Settings['lastTest'];
  /** What no test expects: bugs. */
  readonly bugs: readonly unknown[];
};

/** Retries soon, so that a test needn't wait. */
const soon: Changes = { 'queue.retryFirst': 1, 'queue.retryMost': 1, 'queue.checkInterval': 1 };
let lastMessage = 0;

/** Opens a queue for a mail server on this port of 127.0.0.1, on a data folder of its own or on the one given, for as long as the test lasts; `changed` stands between it and the server. */
export async function openQueueUnderTest(
  port: number,
  changes: Changes = {},
  shared?: { readonly dataFolder: string },
  changed: (transport: Transport) => Pick<Transport, 'open'> = (transport) => transport,
): Promise<QueueUnderTest> {
  const folder = shared === undefined ? await makeTemporaryFolder('queue') : undefined;
  const dataFolder = shared?.dataFolder ?? folder?.path ?? '';
  const database = expectValue(openDatabase(dataFolder));
  const now = () => new Date();
  const bugs: unknown[] = [];
  const unexpected = (error: unknown) => {
    if (!isStorageError(error)) bugs.push(error);
    return { code: 'INTERNAL', message: String(error) } as const;
  };
  const logStore = createLogStore(database);
  const watch = createServerWatch(createServerStore(database), now);
  const settings = createSettingsService({
    store: createSettingsStore(database),
    secrets: await openSecrets('file', dataFolder),
    now,
    changed: () => queue.worker.look(),
    lastTest: () => null,
    saved: () => {},
    warnings: watch.warnings,
  });
  const change = async (values: Changes) => {
    const texts = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)]));
    expectValue(await settings.change(texts));
  };
  const capture = createCaptureServer({ store: createCaptureStore(database), now, captured: () => {} });
  const attachments = createAttachmentStore({ database, dataFolder, now });
  const store = createQueueStore(database);
  const queue = createQueue({
    store,
    settings,
    transport: changed(createTransport({ timeouts: shortTimeouts, bug: unexpected })),
    capture,
    watch,
    attachments,
    lastTest: () => open.lastTest,
    now,
    queueChanged: () => {},
    logChanged: () => {},
    unexpected,
  });
  onTestFinished(async () => {
    await queue.worker.stop();
    await capture.close();
    database.close();
    await folder?.remove();
  });
  if (shared === undefined) await change(smtpChanges({ 'smtp.port': port, ...soon, ...changes }));

  const open: QueueUnderTest = {
    ...queue,
    dataFolder,
    database,
    store,
    log: createDeliveryLog(logStore),
    settings,
    bugs,
    lastTest: null,
    change,
    enter: (to, message = {}) => {
      const { draft, revision } = settings.active();
      const entered = store.enter(
        { ...messageTo([to].flat(), revision), ...message },
        { now: Date.now(), settings: draft.queue, filesThere: () => true },
      );
      if (entered === 'files-missing') throw new Error('files are missing');
      queue.wake();
      return entered.deliveryId;
    },
    item: (id) => store.list({ after: id - 1, limit: 1 }).find((item) => item.id === id),
  };
  return open;
}

function messageTo(to: readonly string[], settingsRevision: number): NewMessage {
  const number = ++lastMessage;
  const messageId = `<${number}@sender.test>`;
  const lines = ['From: console@sender.test', `To: ${to.join(', ')}`, `Subject: Number ${number}`];
  const source = Buffer.from([...lines, `Message-ID: ${messageId}`, '', `Text ${number}`, ''].join('\r\n'));
  return {
    notification: { id: 1, name: 'ticket-created' },
    keep: 'full',
    initiator: null,
    service: 'smtp',
    host: '127.0.0.1',
    port: 25,
    settingsRevision,
    from: 'console@sender.test',
    recipients: { to, cc: [], bcc: [] },
    subject: `Number ${number}`,
    messageId,
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
