import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type App, openApp } from '../../src/main/app.ts';
import { createDispatch, type Handlers } from '../../src/main/dispatch.ts';
import { openLocalLog } from '../../src/main/local-log.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../temporary-folder.ts';
import { waitFor } from '../wait.ts';

let temporary: TemporaryFolder;
let folder: string;
let app: App;

beforeEach(async () => {
  temporary = await makeTemporaryFolder('test');
  folder = temporary.path;
  const opened = await openApp({ dataFolder: folder, vault: 'file' });
  if (!opened.ok) throw new Error(opened.error.message);
  app = opened.value;
});

afterEach(async () => {
  await app.close();
  await temporary.remove();
});

test.each([
  ['constructor', {}, 'NOT_FOUND'],
  ['settings.drop', {}, 'NOT_FOUND'],
  ['', {}, 'NOT_FOUND'],
  ['settings.get', null, 'INVALID_INPUT'],
  ['settings.get', { extra: 1 }, 'INVALID_INPUT'],
  ['settings.save', {}, 'INVALID_INPUT'],
  ['settings.setPassword', { password: '' }, 'INVALID_INPUT'],
  ['settings.setPassword', { password: 'a\nb' }, 'INVALID_INPUT'],
  ['settings.setPassword', { password: 'a\x1bb' }, 'INVALID_INPUT'],
  ['settings.setPassword', { password: 'half a pair \ud800' }, 'INVALID_INPUT'],
  ['test.run', { testId: 'x', to: Array.from({ length: 101 }, (_, n) => `a${n}@example.org`).join() }, 'INVALID_INPUT'],
  ['settings.setPassword', { password: 'x'.repeat(1025) }, 'INVALID_INPUT'],
  ['log.list', { limit: 0 }, 'INVALID_INPUT'],
  ['log.list', { limit: 1e9 }, 'INVALID_INPUT'],
  ['log.list', { status: 'lost' }, 'INVALID_INPUT'],
  ['log.get', { id: 'x' }, 'INVALID_INPUT'],
  ['log.get', { id: 1 }, 'NOT_FOUND'],
  ['log.message', { id: 1 }, 'NOT_FOUND'],
  ['captured.get', { id: 1 }, 'NOT_FOUND'],
  ['captured.attachment', { id: 1, index: 0 }, 'NOT_FOUND'],
  ['captured.delete', { ids: [] }, 'INVALID_INPUT'],
  ['test.run', { to: 'pat@example.org' }, 'INVALID_INPUT'],
  ['test.run', { testId: 'x', to: 'pat@example.org', until: 'later' }, 'INVALID_INPUT'],
])('%s with %j gives %s', async (name, input, code) => {
  const result = await app.dispatch(name, input);
  expect(result).toMatchObject({ ok: false, error: { code } });
  expect(result.ok ? '' : result.error.message).toMatch(/^\S.*[.:]$|“/);
});

const nested = (depth: number) => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`) as unknown;
test.each<[name: string, input: unknown, field: string]>([
  ['actions.run', { notification: 'n', data: { s: nested(5_000) } }, 'data.s.0'],
  ['actions.run', { notification: 'n', data: { s: nested(99) } }, 'data.s.0'],
  ['actions.run', { notification: 'n', attachments: nested(2_000) }, 'attachments.0.0'],
  [
    'notifications.save',
    { notification: { name: 'n', placeholders: { p: nested(5_000) } } },
    'notification.placeholders.p',
  ],
  ['notifications.preview', { notification: { name: 'n' }, values: { v: nested(5_000) } }, 'values.v.0'],
  [
    'notifications.import',
    { text: `{"name":"n","placeholders":{"p":${JSON.stringify(nested(2_000))}}}` },
    'placeholders.p.0',
  ],
  ['settings.save', { settings: nested(2_000) }, 'settings.0.0'],
])('%s with lists in each other beyond measure gives INVALID_INPUT, and says where', async (name, input, field) => {
  const result = await app.dispatch(name, input);
  expect(result).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT', field } });
});

test('lists in each other up to a hundred are taken', async () => {
  const result = await app.dispatch('actions.run', { notification: 'n', data: { s: nested(98) } });
  expect(result).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
});

test.each([
  ['idempotencyKey', 'a\u009bb'],
  ['idempotencyKey', '\ud800'],
  ['idempotencyKey', 'a\u2028b'],
  ['idempotencyKey', 'a\u202eb'],
  ['idempotencyKey', 'a\u0000b'],
  ['idempotencyKey', ''],
  ['initiator', 'a\u0085b'],
  ['initiator', '\udc00'],
  ['initiator', 'a\u2029b'],
  ['initiator', '\u2067b'],
  ['initiator', 'a\nb'],
])('an Action with the %s %j is refused', async (field, value) => {
  const result = await app.dispatch('actions.run', { notification: 'n', [field]: value });
  expect(result).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT', field } });
});

test('a bug becomes INTERNAL, with its stack in the local log and nowhere else', async () => {
  const log = openLocalLog(folder, () => new Date());
  const broken = {
    'app.info': () => {
      throw new Error('the very bug');
    },
  } as unknown as Handlers;
  const dispatch = createDispatch(broken, (error) => {
    log.write(error);
    return { code: 'INTERNAL', message: 'Something went wrong.' };
  });
  const result = await dispatch('app.info', {});
  expect(result).toEqual({ ok: false, error: { code: 'INTERNAL', message: 'Something went wrong.' } });
  expect(readFileSync(join(folder, 'postroom.log'), 'utf8')).toContain('the very bug');
});

test('what another process does is told', async () => {
  const other = await openApp({ dataFolder: folder, vault: 'file' });
  if (!other.ok) throw new Error(other.error.message);
  const heard = new Set<string>();
  app.subscribe((name) => heard.add(name));
  try {
    await other.value.dispatch('test.run', { testId: 'x', to: 'pat@example.org' });
    await waitFor('the events', () => (heard.has('log.changed') && heard.has('captured.changed') ? heard : undefined));
    expect(await app.dispatch('log.list', {})).toMatchObject({ ok: true, value: { rows: [{ status: 'sent' }] } });
  } finally {
    await other.value.close();
  }
});

test('a database that another program holds locked can be read, and nothing ends for it', async () => {
  await app.dispatch('test.run', { testId: '1', to: 'pat@example.org' });
  const database = new Sqlite(join(folder, 'postroom.db'));
  database.prepare("UPDATE attempts SET status = 'sending', owner = '{}', lease_until = 0").run();
  database.exec('BEGIN IMMEDIATE');
  try {
    const other = await openApp({ dataFolder: folder, vault: 'file' });
    expect(other).toMatchObject({ ok: true });
    if (!other.ok) return;
    expect(await other.value.dispatch('settings.get', {})).toMatchObject({ ok: true });
    await other.value.close();
  } finally {
    database.exec('ROLLBACK');
    database.close();
  }
});

test('a vault that is out of order leaves a row for the test, and no bug', async () => {
  const smtp = { service: 'smtp', 'smtp.host': '127.0.0.1', 'smtp.port': '9', 'smtp.authentication': 'true' };
  await app.dispatch('settings.change', { changes: { ...smtp, 'smtp.username': 'svc@example.org' } });
  await app.dispatch('settings.setPassword', { password: 'correct horse' });
  rmSync(join(folder, 'vault.key'));
  mkdirSync(join(folder, 'vault.key'));
  expect(await app.dispatch('test.run', { testId: 'x', to: 'pat@example.org' })).toMatchObject({
    ok: false,
    error: { code: 'SECRET_UNREADABLE' },
    value: { status: 'failed' },
  });
  expect(await app.dispatch('settings.setPassword', { password: 'again' })).toMatchObject({
    error: { code: 'STORAGE_UNAVAILABLE' },
  });
  expect(await app.dispatch('log.list', {})).toMatchObject({ value: { rows: [{ status: 'failed' }] } });
});

test('captured mail is listed, opened and deleted', async () => {
  await app.dispatch('test.run', { testId: '1', to: 'pat@example.org' });
  await app.dispatch('test.run', { testId: '2', to: 'lee@example.org' });
  expect(await app.dispatch('captured.list', {})).toMatchObject({
    value: { total: 2, rows: [{ recipients: ['lee@example.org'] }, { recipients: ['pat@example.org'] }] },
  });
  expect(await app.dispatch('captured.get', { id: 1 })).toMatchObject({
    value: {
      message: { subject: 'Postroom test message', text: expect.stringContaining('test message from Postroom') },
    },
  });
  expect(await app.dispatch('captured.delete', { ids: [1, 99] })).toMatchObject({ value: { deleted: 1 } });
  expect(await app.dispatch('captured.delete', { ids: 'all' })).toMatchObject({ value: { deleted: 1 } });
});
