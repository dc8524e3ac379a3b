import { afterEach, beforeEach, expect, test } from 'vitest';
import { beginDelivery, type RunningAttempt, settleAbandoned } from '../../src/main/log/attempt-recorder.ts';
import { createDeliveryLog } from '../../src/main/log/delivery-log.ts';
import { createLogStore, type LogStore, type NewDelivery } from '../../src/main/log/log-store.ts';
import { type Database, openDatabase } from '../../src/main/store/database.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../temporary-folder.ts';

let temporary: TemporaryFolder;
let folder: string;
let database: Database;
let store: LogStore;

beforeEach(async () => {
  temporary = await makeTemporaryFolder('test');
  folder = temporary.path;
  const opened = openDatabase(folder);
  if (!opened.ok) throw new Error(opened.error.message);
  database = opened.value;
  store = createLogStore(database);
});

afterEach(async () => {
  database.close();
  await temporary.remove();
});

function begin(subject: string): RunningAttempt {
  const delivery: NewDelivery = {
    createdAt: new Date().toISOString(),
    kind: 'test',
    connection: 'default',
    service: 'smtp',
    host: 'mail.example.org',
    port: 25,
    sender: 'desk@example.org',
    recipients: '["pat@example.org"]',
    subject,
    messageId: '<1@example.org>',
    settingsRevision: null,
    settingsDigest: null,
    unsavedSettings: null,
    source: Buffer.from('Subject: x\r\n\r\nbody\r\n'),
  };
  return beginDelivery(store, delivery, [], () => new Date());
}

const end = {
  status: 'sent',
  recipients: '[]',
  reply: '250 ok',
  error: null,
  durationMs: 12,
  encryption: null,
  encryptionLabel: 'none',
  certificateProblems: '[]',
  warnings: '[]',
  steps: '[]',
  transcript: '[{"from":"server","atMs":1,"text":"250 ok"}]',
} as const;

test('pages go from the newest to the oldest, each row once', () => {
  for (let index = 1; index <= 25; index++) begin(`message ${index}`);
  const log = createDeliveryLog(store);
  const seen: number[] = [];
  let before: number | undefined;
  for (let page = 0; page < 5; page++) {
    const { rows, next } = log.list({ limit: 10, ...(before === undefined ? {} : { before }) });
    seen.push(...rows.map((row) => row.id));
    if (next === null) break;
    before = next;
  }
  expect(seen).toEqual(Array.from({ length: 25 }, (_, index) => 25 - index));
});

test.each([
  [
    'a page',
    'SELECT * FROM deliveries WHERE log_position < ? ORDER BY log_position DESC LIMIT ?',
    /SEARCH deliveries USING INDEX deliveries_in_log \(log_position<\?\)/,
  ],
  [
    'a page of one status',
    'SELECT * FROM deliveries WHERE status = ? AND log_position < ? ORDER BY log_position DESC LIMIT ?',
    /SEARCH deliveries USING INDEX deliveries_in_log_by_status \(status=\? AND log_position<\?\)/,
  ],
  [
    'the next place in the log',
    'SELECT coalesce(max(log_position), 0) + 1 FROM deliveries WHERE log_position IS NOT NULL',
    /SEARCH deliveries USING COVERING INDEX deliveries_in_log/,
  ],
  ['what is under way', "SELECT * FROM attempts WHERE status = 'sending'", /attempts_under_way/],
])('%s is read by an index, without sorting', (_name, sql, index) => {
  const plan = database.prepare(`EXPLAIN QUERY PLAN ${sql}`);
  const parameters = (sql.match(/\?/g) ?? []).map(() => 1);
  const details = (plan.all(...parameters) as { detail: string }[]).map((row) => row.detail).join('; ');
  expect(details).toMatch(index);
  expect(details).not.toMatch(/TEMP B-TREE/);
});

test('a last page that is just full says that nothing follows', () => {
  for (let index = 1; index <= 4; index++) begin(`message ${index}`);
  const log = createDeliveryLog(store);
  expect(log.list({ limit: 2 }).next).toBe(3);
  expect(log.list({ limit: 2, before: 3 })).toMatchObject({ rows: [{ id: 2 }, { id: 1 }], next: null });
});

test('an attempt ends with its session and transcript', () => {
  const attempt = begin('x');
  const id = attempt.deliveryId;
  expect(attempt.end(end)).toBeUndefined();
  const log = createDeliveryLog(store);
  expect(log.get(id)).toMatchObject({ ok: true, value: { status: 'sent', attempts: 1, attemptList: [{ number: 1 }] } });
  expect(log.transcript(id, undefined)).toMatchObject({ ok: true, value: { lines: [{ text: '250 ok' }] } });
  expect(log.transcript(99, undefined)).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
});

test('an attempt of this process stays under way; one whose process is gone becomes unknown', () => {
  const id = begin('x').deliveryId;
  expect(settleAbandoned(store, () => new Date())).toBe(false);
  const dead = JSON.stringify({ computer: 'elsewhere', pid: 1, instance: 'gone' });
  database.prepare('UPDATE attempts SET owner = ?').run(dead);
  expect(
    settleAbandoned(store, () => new Date()),
    'the lease still holds',
  ).toBe(false);
  expect(settleAbandoned(store, () => new Date(Date.now() + 60_000))).toBe(true);
  expect(store.delivery(id)).toMatchObject({ status: 'unknown' });
  expect(JSON.parse(store.delivery(id)?.error ?? '{}')).toMatchObject({ code: 'OUTCOME_UNKNOWN' });
});

test('an attempt whose owner can’t be read ends with its lease, and holds up none of the others', () => {
  begin('damaged');
  database.prepare("UPDATE attempts SET owner = '{'").run();
  begin('alive');
  expect(settleAbandoned(store, () => new Date())).toBe(false);
  expect(settleAbandoned(store, () => new Date(Date.now() + 60_000))).toBe(true);
  expect(store.page(10, 100, 'unknown').map((row) => row.subject)).toEqual(['damaged']);
});
