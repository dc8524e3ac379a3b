import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type App, openApp } from '../../src/main/app.ts';
import type { SettingsView } from '../../src/shared/contract.ts';
import type { Result } from '../../src/shared/result.ts';
import { defaultSettings } from '../../src/shared/settings.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../temporary-folder.ts';

let temporary: TemporaryFolder;
let folder: string;
let app: App;

async function open(): Promise<App> {
  const opened = await openApp({ dataFolder: folder, vault: 'file' });
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
}

const call = (name: string, input: unknown) => app.dispatch(name, input) as Promise<Result<SettingsView>>;

async function settings(): Promise<SettingsView> {
  const result = await call('settings.get', {});
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

beforeEach(async () => {
  temporary = await makeTemporaryFolder('test');
  folder = temporary.path;
  app = await open();
});

afterEach(async () => {
  await app.close();
  await temporary.remove();
});

const smtp = {
  ...defaultSettings,
  service: 'smtp',
  smtp: { ...defaultSettings.smtp, host: 'mail.example.org', authentication: true, username: 'svc' },
};

test('the first start has the defaults as revision 1, with the capture server', async () => {
  const { settings: first } = await settings();
  expect(first).toMatchObject({ service: 'capture', revision: 1, lastTest: null, smtp: { hasPassword: false } });
  expect(Date.parse(first.savedAt)).toBeGreaterThan(Date.now() - 60_000);
});

test('each save is a new revision and survives a restart', async () => {
  await call('settings.save', { settings: smtp, password: 'correct horse' });
  await call('settings.change', { changes: { 'smtp.security': 'tls' } });
  await app.close();
  app = await open();
  const { settings: active } = await settings();
  expect(active).toMatchObject({
    revision: 3,
    smtp: { host: 'mail.example.org', security: 'tls', port: 465, hasPassword: true },
  });
});

test('a password is kept, replaced and deleted', async () => {
  await call('settings.save', { settings: smtp, password: 'one' });
  expect((await settings()).settings.smtp.hasPassword).toBe(true);
  await call('settings.save', { settings: smtp });
  expect((await settings()).settings.smtp.hasPassword).toBe(true);
  await call('settings.setPassword', { password: 'two' });
  expect((await settings()).settings.smtp.hasPassword).toBe(true);
  await call('settings.save', { settings: smtp, password: null });
  expect((await settings()).settings.smtp.hasPassword).toBe(false);
});

test('an edit of an outdated revision saves nothing', async () => {
  await call('settings.change', { changes: { 'message.plainText': 'true' } });
  const result = await call('settings.save', { settings: smtp, password: 'new', basedOn: 1 });
  expect(result).toMatchObject({ ok: false, error: { code: 'SETTINGS_CONFLICT' } });
  expect((await settings()).settings).toMatchObject({ service: 'capture', revision: 2, smtp: { hasPassword: false } });
});

test('one bad stored field falls back alone, with a notice, and the rest stays', async () => {
  await call('settings.save', { settings: smtp, password: 'kept' });
  await app.close();
  const database = new Sqlite(join(folder, 'postroom.db'));
  const document = JSON.stringify({
    ...smtp,
    smtp: { ...smtp.smtp, port: 'many' },
    passwordReference: 'file-permissions/password-x',
  });
  database.prepare('UPDATE settings_revisions SET document = ? WHERE revision = 2').run(document);
  database.close();
  app = await open();
  const view = await settings();
  expect(view.settings.smtp).toMatchObject({ host: 'mail.example.org', port: 25, username: 'svc', hasPassword: true });
  expect(view.notices).toEqual([expect.stringContaining('smtp.port')]);
});

describe('changes by key', () => {
  test.each([
    [{ 'smtp.spa': 'maybe' }, 'smtp.spa'],
    [{ 'smtp.authenticationMethod': 'gssapi' }, 'smtp.authenticationMethod'],
    [{ 'smtp.idleTimeout': '601' }, 'smtp.idleTimeout'],
    [{ 'smtp.connectTimeout': '0' }, 'smtp.connectTimeout'],
    [{ 'smtp.ehloName': 'localhost' }, 'smtp.ehloName'],
    [{ 'smtp.trustedAuthority': 'not PEM' }, 'smtp.trustedAuthority'],
    [{ 'smtp.port': '25 ' }, 'smtp.port'],
    [{ 'smtp.port': '0' }, 'smtp.port'],
    [{ 'smtp.port': '65536' }, 'smtp.port'],
    [{ 'smtp.host': 'https://x.example' }, 'smtp.host'],
    [{ 'message.plainText': 'yes' }, 'message.plainText'],
    [{ 'message.attachmentLimitMb': '1e1' }, 'message.attachmentLimitMb'],
    [{ 'message.from': 'a@b@c' }, 'message.from'],
    [{ 'smtp.hasPassword': 'true' }, 'smtp.hasPassword'],
    [{ revision: '7' }, 'revision'],
    [{ 'smtp.pot': '25' }, 'smtp.pot'],
    [{ __proto__x: '1' }, '__proto__x'],
    [{ service: 'smtp' }, 'smtp.host'],
  ])('%j is refused, and nothing is saved', async (changes, field) => {
    const result = await call('settings.change', { changes });
    expect(result).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT', field } });
    expect((await settings()).settings.revision).toBe(1);
  });
});

describe('settings files', () => {
  test('what was exported can be imported, without any secret in it', async () => {
    await call('settings.save', { settings: smtp, password: 'correct horse' });
    const exported = await app.dispatch('settings.export', {});
    const { text } = (exported as { value: { text: string } }).value;
    expect(text).not.toContain('correct horse');
    expect(text).not.toContain('password');
    await call('settings.change', { changes: { 'smtp.port': '2525' } });
    expect(await call('settings.import', { text })).toMatchObject({
      ok: true,
      value: { settings: { smtp: { host: 'mail.example.org', hasPassword: true } }, notices: [] },
    });
  });

  test('a document for another server does not lead the stored password there, and says so', async () => {
    await call('settings.save', { settings: smtp, password: 'correct horse' });
    const text = JSON.stringify({ ...smtp, smtp: { ...smtp.smtp, host: 'elsewhere.example.net', security: 'none' } });
    expect(await call('settings.import', { text })).toMatchObject({
      ok: true,
      value: {
        settings: { smtp: { host: 'elsewhere.example.net', hasPassword: false } },
        notices: [expect.stringContaining('mail.example.org')],
      },
    });
  });

  test.each([
    ['security', 'none'],
    ['rejectInvalidCertificates', false],
    ['allowClearTextPassword', true],
    ['lowestTlsVersion', '1.0'],
  ])('nor one that leads it to the same server less safely (%s)', async (name, value) => {
    const safe = { ...smtp, smtp: { ...smtp.smtp, security: 'tls', port: 465 } };
    await call('settings.save', { settings: safe, password: 'correct horse' });
    const text = JSON.stringify({ ...safe, smtp: { ...safe.smtp, [name]: value } });
    expect(await call('settings.import', { text })).toMatchObject({
      ok: true,
      value: { settings: { smtp: { hasPassword: false } }, notices: [expect.stringContaining('less safely')] },
    });
  });

  test('one that comes before any server is named keeps the password that was stored for it', async () => {
    await call('settings.setPassword', { password: 'correct horse' });
    expect(await call('settings.import', { text: JSON.stringify(smtp) })).toMatchObject({
      ok: true,
      value: { settings: { smtp: { hasPassword: true } } },
    });
  });

  test('two who store a secret at the same moment both succeed', async () => {
    const both = await Promise.all([
      call('settings.setPassword', { password: 'one' }),
      call('settings.setClientKeyPassphrase', { passphrase: 'two' }),
      call('settings.setPassword', { password: 'three' }),
    ]);
    expect(both.map(({ ok }) => ok)).toEqual([true, true, true]);
    expect((await settings()).settings.smtp).toMatchObject({ hasPassword: true, hasClientKeyPassphrase: true });
  });

  test.each([
    ['', /not valid JSON/],
    ['{', /not valid JSON/],
    ['[]', /not Postroom settings/],
    ['{"service":"smtp"}', /not Postroom settings/],
    [JSON.stringify({ ...smtp, extra: true }), /no setting named “extra”/],
    [JSON.stringify({ ...smtp, smtp: { ...smtp.smtp, pasword: 'x' } }), /no setting named “smtp\.pasword”/],
    [JSON.stringify({ ...smtp, smtp: { ...smtp.smtp, port: '25' } }), /port/],
    [JSON.stringify({ ...smtp, message: undefined }), /message/],
  ])('%s is refused, and nothing is lost', async (text, why) => {
    const result = await call('settings.import', { text });
    expect(result.ok ? '' : result.error.message).toMatch(why);
    expect((await settings()).settings.revision).toBe(1);
  });
});

describe('the last test', () => {
  const test1 = { testId: 'a', to: 'pat@example.org', settings: defaultSettings };

  test('counts for the values that it was made with, also when they are saved later', async () => {
    const changed = { ...defaultSettings, message: { ...defaultSettings.message, plainText: true } };
    await app.dispatch('test.run', { ...test1, settings: changed });
    expect((await settings()).settings.lastTest).toBeNull();
    await call('settings.save', { settings: changed });
    expect((await settings()).settings.lastTest).toMatchObject({ status: 'sent', deliveryId: 1 });
    await call('settings.save', { settings: defaultSettings });
    expect((await settings()).settings.lastTest).toBeNull();
  });

  test('with a typed password counts when that password is saved, and not with another', async () => {
    const settingsToTest = { ...smtp, smtp: { ...smtp.smtp, host: '127.0.0.1', port: 9 } };
    await app.dispatch('test.run', {
      ...test1,
      settings: { ...settingsToTest, message: { ...smtp.message, from: 'a@b.example' } },
      password: 'typed',
    });
    const saved = { ...settingsToTest, message: { ...smtp.message, from: 'a@b.example' } };
    await call('settings.save', { settings: saved, password: 'other' });
    expect((await settings()).settings.lastTest).toBeNull();
    await call('settings.save', { settings: saved, password: 'typed' });
    expect((await settings()).settings.lastTest).toMatchObject({ status: 'failed', deliveryId: 1 });
  });
});
