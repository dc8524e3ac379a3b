import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { createDeliveryLog } from '../../src/main/log/delivery-log.ts';
import { createLogStore } from '../../src/main/log/log-store.ts';
import { openDatabase } from '../../src/main/store/database.ts';
import { migrations } from '../../src/main/store/migrations/index.ts';
import { expectValue } from '../app-under-test.ts';
import { storeOn } from '../queue/store-under-test.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';

const APPLICATION_ID = 0x50535452;

/** Makes a database of the second version with tests in its log, the third one of which was deleted. */
async function makeSecond(): Promise<string> {
  const folder = await makeTemporaryFolder('second-version');
  onTestFinished(folder.remove);
  const database = new Sqlite(join(folder.path, 'postroom.db'));
  database.pragma(`application_id = ${APPLICATION_ID}`);
  database.pragma('journal_mode = WAL');
  for (const migration of migrations.slice(0, 2)) database.exec(migration);
  database.pragma('user_version = 2');
  database.prepare("INSERT INTO settings_revisions VALUES (1, '2026-03-04T05:06:07.000Z', '{}')").run();
  const insert = database.prepare(
    `INSERT INTO deliveries (id, created_at, kind, status, connection, service, host, port, sender, recipients, subject,
       message_id, size_bytes, settings_revision, attempts, warnings)
     VALUES (?, ?, 'test', ?, 'default', 'smtp', 'mail.x.test', 25, 'desk@x.test', '["a@x.test"]', ?, '<1@x.test>', 9, 1, 1, ?)`,
  );
  insert.run(1, '2026-03-04T05:06:07.000Z', 'sent', 'first', '["SENT_AS_UTF8"]');
  insert.run(2, '2026-03-05T05:06:07.000Z', 'failed', 'second', '[]');
  insert.run(4, '2026-03-06T05:06:07.000Z', 'sent', 'fourth', '[]');
  database.prepare('INSERT INTO delivery_messages VALUES (1, ?)').run(Buffer.from('Subject: first\r\n\r\n'));
  database.close();
  return folder.path;
}

function open(folder: string) {
  const database = expectValue(openDatabase(folder));
  onTestFinished(() => {
    database.close();
  });
  return { database, log: createDeliveryLog(createLogStore(database)) };
}

test('a log of the second version stands as it did, page by page, and belongs to no notification', async () => {
  const { database, log } = open(await makeSecond());
  expect(database.pragma('user_version', { simple: true })).toBe(migrations.length);
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(database.pragma('foreign_key_check')).toEqual([]);
  const first = log.list({ limit: 2 });
  expect(first.rows.map((row) => row.subject)).toEqual(['fourth', 'second']);
  const second = log.list({ limit: 2, before: first.next ?? 0 });
  expect(second).toMatchObject({
    next: null,
    rows: [
      {
        id: 1,
        at: '2026-03-04T05:06:07.000Z',
        kind: 'test',
        status: 'sent',
        warnings: ['SENT_AS_UTF8'],
        notification: null,
        initiator: null,
        note: null,
      },
    ],
  });
  expect(log.list({ status: 'failed' }).rows.map((row) => row.id)).toEqual([2]);
  expect(Buffer.from(createLogStore(database).source(1) ?? []).toString()).toBe('Subject: first\r\n\r\n');
});

test('what is queued and sent afterwards stands above what was there, with ids that were never used', async () => {
  const folder = await makeSecond();
  const { database, log } = open(folder);
  const queue = storeOn(database, folder);
  const id = queue.enter();
  expect(id).toBe(5);
  queue.claim();
  queue.end(id);
  expect(log.list({}).rows.map((row) => row.id)).toEqual([5, 4, 2, 1]);
});

test('a database that is at the present version is left as it is', async () => {
  const folder = await makeSecond();
  open(folder).database.close();
  const { log } = open(folder);
  expect(log.list({}).rows).toHaveLength(3);
});
