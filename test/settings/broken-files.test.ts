import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { operations } from '../../src/shared/contract.ts';
import { defaultSettings, draftOf, type SettingKey, type Settings, settingValue } from '../../src/shared/settings.ts';
import { type AppUnderTest, expectFailure, expectValue, openAppForFile, openAppUnderTest } from '../app-under-test.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';

const good = { ...defaultSettings, service: 'smtp', smtp: { ...defaultSettings.smtp, host: 'mail.sender.test' } };
const withSmtp = (smtp: object): string => JSON.stringify({ ...good, smtp: { ...good.smtp, ...smtp } });
const withMessage = (message: object): string => JSON.stringify({ ...good, message: { ...good.message, ...message } });

const brokenFiles: readonly [what: string, text: string][] = [
  ['an empty file', ''],
  ['half a file', JSON.stringify(good).slice(0, 60)],
  ['no JSON', 'service = smtp'],
  ['null', 'null'],
  ['a list', JSON.stringify([good])],
  ['a number', '25'],
  ['text', '"smtp"'],
  ['an empty object', '{}'],
  ['only one group', JSON.stringify({ smtp: good.smtp })],
  ['a group that is a list', JSON.stringify({ ...good, smtp: [] })],
  ['a group that is null', JSON.stringify({ ...good, message: null })],
  ['a misspelt key', withSmtp({ hots: 'mail.sender.test' })],
  ['a misspelt group', JSON.stringify({ ...good, stmp: {} })],
  ['a password', withSmtp({ password: 'word' })],
  ['a prototype', `{"__proto__": {"service": "smtp"}, ${JSON.stringify(good).slice(1)}`],
  ['a port as text', withSmtp({ port: '25' })],
  ['a port of 0', withSmtp({ port: 0 })],
  ['a port of 65536', withSmtp({ port: 65_536 })],
  ['a port of 25.5', withSmtp({ port: 25.5 })],
  ['a port beyond all numbers', withSmtp({ port: 0 }).replace('"port":0', '"port":1e999')],
  ['a host that is a URL', withSmtp({ host: 'https://mail.sender.test' })],
  ['a host that is a number', withSmtp({ host: 1 })],
  ['no host where one is needed', withSmtp({ host: '' })],
  ['a sign-in without a user name', withSmtp({ authentication: true })],
  ['true as text', withSmtp({ rejectInvalidCertificates: 'false' })],
  ['an authentication method that nobody knows', withSmtp({ authenticationMethod: 'gssapi' })],
  ['an unknown security', withSmtp({ security: 'STARTTLS' })],
  ['a header in the sender', withMessage({ from: 'Console\r\nBcc: all@elsewhere.test <console@sender.test>' })],
  ['a limit of 0 MB', withMessage({ attachmentLimitMb: 0 })],
  ['a character set that nobody knows', withMessage({ charset: 'utf-7' })],
  ['an unknown service', JSON.stringify({ ...good, service: 'sendmail' })],
  ['ten thousand brackets', '['.repeat(10_000)],
  ['a million and one characters', `"${'x'.repeat(1_000_000)}"`],
];

describe('a settings file that is broken', () => {
  test.for(brokenFiles)('is refused whole, and the settings stay: %s', async ([, text]) => {
    const postroom = await openAppUnderTest();
    const before = await settingsOf(postroom);
    const error = expectFailure(await postroom.app.dispatch('settings.import', { text }), 'INVALID_INPUT');
    expect(error.message.length).toBeLessThan(300);
    expect(await settingsOf(postroom)).toEqual(before);
  });

  test('is not what an export makes: it goes in again, on another computer, with a mark for its encoding or without', async () => {
    const there = await openAppUnderTest();
    const here = await openAppUnderTest();
    expectValue(await there.app.dispatch('settings.import', { text: JSON.stringify(good) }));
    const { text } = expectValue(await there.app.dispatch('settings.export', {})) as { text: string };
    for (const mark of ['', '\uFEFF']) {
      expectValue(await here.app.dispatch('settings.import', { text: mark + text }));
      expect(draftOf(await settingsOf(here))).toEqual(draftOf(await settingsOf(there)));
    }
  });

  test('is not what `settings show` prints either: what follows from the settings is passed over', async () => {
    const postroom = await openAppUnderTest();
    const shown = await settingsOf(postroom);
    const text = JSON.stringify({
      ...shown,
      smtp: { ...shown.smtp, hasPassword: true },
      message: { ...shown.message, plainText: true },
    });
    expectValue(await postroom.app.dispatch('settings.import', { text }));
    expect(await settingsOf(postroom)).toMatchObject({ message: { plainText: true }, smtp: { hasPassword: false } });
  });
});

describe('stored settings that are broken', () => {
  const damages: readonly [what: string, damage: (document: string) => string, fallsBack: readonly SettingKey[]][] = [
    ['one value', (text) => text.replace('"port":2525', '"port":"many"'), ['smtp.port']],
    [
      'a value from a later version',
      (text) => text.replace('"security":"tls"', '"security":"tls-quantum"'),
      ['smtp.security'],
    ],
    [
      'two values',
      (text) => text.replace('2525', '-1').replace('mail.sender.test', 'ht tp'),
      ['smtp.port', 'smtp.host'],
    ],
  ];

  test.for(damages)('%s: it falls back alone, to what is safe, with a notice', async ([, damage, fallsBack]) => {
    const { view, saved } = await openDamaged(damage);
    expect(view.notices).toHaveLength(fallsBack.length);
    for (const key of ['service', 'message.plainText', 'smtp.host', 'smtp.port', 'smtp.security'] as const) {
      // What was to be encrypted doesn't go out in clear because nobody can read how.
      const fallback = key === 'smtp.security' ? 'starttls' : settingValue(defaultSettings, key);
      const expected = fallsBack.includes(key) ? fallback : settingValue(saved, key);
      expect([key, settingValue(draftOf(view.settings), key)]).toEqual([key, expected]);
    }
    for (const key of fallsBack) expect(view.notices.join(' ')).toContain(key);
  });

  test('a value that is not there, as one that came with a later version, has its default without a word', async () => {
    const { view } = await openDamaged((text) => text.replace('"plainText":true,', ''));
    expect(view.notices).toEqual([]);
    expect(view.settings.message.plainText).toBe(false);
    expect(view.settings.smtp.port).toBe(2525);
  });

  test.for([
    ['no JSON at all', 'nonsense'],
    ['a list', '[]'],
    ['an empty text', ''],
  ])('%s: everything falls back, with one notice, and nothing is overwritten', async ([, stored = '']) => {
    const { view, documents } = await openDamaged(() => stored);
    expect(draftOf(view.settings)).toEqual(defaultSettings);
    expect(view.notices).toHaveLength(1);
    expect(documents()).toContain(stored);
  });
});

async function settingsOf(postroom: AppUnderTest): Promise<Settings> {
  return operations['settings.get'].output.parse(expectValue(await postroom.app.dispatch('settings.get', {}))).settings;
}

/** Saves settings, damages the stored document behind Postroom's back, and opens it again. */
async function openDamaged(damage: (document: string) => string) {
  const folder = await makeTemporaryFolder('damaged');
  onTestFinished(folder.remove);
  const saved = {
    ...good,
    message: { ...good.message, plainText: true },
    smtp: { ...good.smtp, port: 2525, security: 'tls' },
  } as const;
  const first = await openAppForFile({ dataFolder: folder.path });
  expectValue(await first.app.dispatch('settings.import', { text: JSON.stringify(saved) }));
  await first.close();

  const database = new Sqlite(join(folder.path, 'postroom.db'));
  const newest = 'SELECT document FROM settings_revisions ORDER BY revision DESC LIMIT 1';
  const document = database.prepare<[], string>(newest).pluck().get() ?? '';
  database.prepare('UPDATE settings_revisions SET document = ? WHERE document = ?').run(damage(document), document);
  database.close();

  const postroom = await openAppUnderTest({ dataFolder: folder.path });
  const view = operations['settings.get'].output.parse(expectValue(await postroom.app.dispatch('settings.get', {})));
  const documents = (): string[] => {
    const reader = new Sqlite(join(folder.path, 'postroom.db'), { readonly: true });
    const found = reader.prepare<[], string>('SELECT document FROM settings_revisions').pluck().all();
    reader.close();
    return found;
  };
  return { view, saved: saved as unknown as typeof defaultSettings, documents };
}
