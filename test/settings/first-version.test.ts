import { createHash } from 'node:crypto';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { readExported } from '../../src/main/settings/changes.ts';
import { digestOf, readStored } from '../../src/main/settings/stored-document.ts';
import { operations } from '../../src/shared/contract.ts';
import { defaultQueueSettings } from '../../src/shared/queue-settings.ts';
import { defaultSettings, draftOf, settingFields } from '../../src/shared/settings.ts';
import { expectValue, openAppForFile, openAppUnderTest } from '../app-under-test.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';

/** As Postroom 0.1.0 wrote it, before there were settings under Advanced. */
const values = {
  service: 'smtp',
  message: {
    from: 'Desk <desk@sender.test>',
    charset: 'utf-8',
    plainText: true,
    limitAttachments: false,
    attachmentLimitMb: 10,
  },
  smtp: {
    host: 'mail.sender.test',
    port: 587,
    security: 'starttls',
    rejectInvalidCertificates: true,
    authentication: true,
    username: 'svc',
    spa: false,
  },
} as const;
const reference = 'file-permissions/password-1';
const expected = { ...values, queue: defaultQueueSettings, smtp: { ...defaultSettings.smtp, ...values.smtp } };

test('a document of the first version is read with the defaults for what came later, without a word', () => {
  const references = { password: reference, clientKeyPassphrase: null };
  const stored = readStored(JSON.stringify({ ...values, passwordReference: reference }));
  expect(stored).toEqual({ draft: expected, references, notices: [] });
});

test('and has the digest that it had, so that its last test still counts', () => {
  const stored = readStored(JSON.stringify({ ...values, passwordReference: reference }));
  const text =
    '[[["message.from","Desk <desk@sender.test>"],["message.plainText",true],["service","smtp"],["smtp.authentication",true],' +
    '["smtp.host","mail.sender.test"],["smtp.port",587],["smtp.security","starttls"],["smtp.username","svc"]],"file-permissions/password-1"]';
  expect(digestOf(stored)).toBe(createHash('sha256').update(text).digest('hex'));
});

test('each secret and each setting that isn’t as it was at first changes the digest, those of the queue aside', () => {
  const references = { password: null, clientKeyPassphrase: null };
  const other = {
    service: 'smtp',
    security: 'tls',
    charset: 'koi8-r',
    authenticationMethod: 'plain',
    lowestTlsVersion: '1.3',
    addressFamily: 'ipv4',
  };
  const keys = Object.keys(settingFields).filter((key) => !key.startsWith('queue.'));
  const digests = keys.map((key) => {
    const [group = '', name = group] = key.split('.');
    const set = (value: unknown) =>
      typeof value === 'boolean'
        ? !value
        : typeof value === 'number'
          ? value + 1
          : ((other as Record<string, string>)[name] ?? 'x');
    const draft = structuredClone(defaultSettings) as unknown as Record<string, Record<string, unknown>>;
    if (name === group) draft[group] = set(draft[group]) as never;
    else if (draft[group] !== undefined) draft[group][name] = set(draft[group][name]);
    return digestOf({ draft: draft as never, references });
  });
  digests.push(digestOf({ draft: defaultSettings, references }));
  digests.push(digestOf({ draft: defaultSettings, references: { password: 'a', clientKeyPassphrase: null } }));
  digests.push(digestOf({ draft: defaultSettings, references: { password: null, clientKeyPassphrase: 'a' } }));
  digests.push(digestOf({ draft: defaultSettings, references: { password: 'a', clientKeyPassphrase: 'a' } }));
  expect(new Set(digests).size).toBe(digests.length);
  const throttled = { ...defaultSettings, queue: { ...defaultQueueSettings, perMinute: 30 } };
  expect(digestOf({ draft: throttled, references })).toBe(digestOf({ draft: defaultSettings, references }));
});

test.each([
  ['as it was exported', values],
  [
    'as settings show printed it',
    {
      ...values,
      smtp: { ...values.smtp, hasPassword: true },
      revision: 3,
      savedAt: '2026-11-01T10:00:00.000Z',
      lastTest: null,
    },
  ],
])('a settings file of the first version is imported, %s', (_how, document) => {
  expect(readExported(JSON.stringify(document))).toEqual({ ok: true, value: expected });
});

test('a database with such a document opens, and is saved with everything', async () => {
  const folder = await makeTemporaryFolder('first-version');
  onTestFinished(folder.remove);
  await (await openAppForFile({ dataFolder: folder.path })).close();
  const database = new Sqlite(join(folder.path, 'postroom.db'));
  const insert = 'INSERT OR REPLACE INTO settings_revisions (revision, saved_at, document) VALUES (1, ?, ?)';
  database.prepare(insert).run('2026-11-01T10:00:00.000Z', JSON.stringify({ ...values, passwordReference: null }));
  database.close();

  const { app } = await openAppUnderTest({ dataFolder: folder.path });
  const view = operations['settings.get'].output.parse(expectValue(await app.dispatch('settings.get', {})));
  expect(view.notices).toEqual([]);
  expect(draftOf(view.settings)).toEqual(expected);
  expect(view.settings.smtp).toMatchObject({ hasPassword: false, hasClientKeyPassphrase: false });
  const saved = expectValue(await app.dispatch('settings.change', { changes: { 'smtp.idleTimeout': '61' } }));
  expect(operations['settings.get'].output.parse(saved).settings.smtp).toMatchObject({
    ...values.smtp,
    idleTimeout: 61,
  });
});
