import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { migrations } from '../../src/main/store/migrations/index.ts';
import { type Output, operations } from '../../src/shared/contract.ts';
import { type AppUnderTest, expectValue, openAppForFile } from '../app-under-test.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';

const APPLICATION_ID = 0x50535452;

/** As the first version stored it: without anything that came later. */
const document = {
  service: 'smtp',
  message: {
    from: 'Desk <desk@office.test>',
    charset: 'utf-8',
    plainText: true,
    limitAttachments: true,
    attachmentLimitMb: 7,
  },
  smtp: {
    host: 'mail.office.test',
    port: 2525,
    security: 'starttls',
    rejectInvalidCertificates: false,
    authentication: true,
    username: 'alice',
    spa: false,
  },
  passwordReference: 'file:0123456789abcdef',
};
const encryption = {
  protocol: 'TLSv1.2',
  cipher: 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
  certificate: {
    subject: 'CN=mail.office.test',
    issuer: 'CN=Office',
    validFrom: '2026-01-01T00:00:00.000Z',
    validTo: '2026-02-01T00:00:00.000Z',
    fingerprint256: 'AA:BB',
    problems: ['CERTIFICATE_EXPIRED'],
  },
};
const steps = [{ step: 'lookup', status: 'ok', startedMs: 0, durationMs: 1.5, detail: '192.0.2.1' }];
const recipients = [{ address: 'someone@recipient.test', status: 'accepted', reply: '250 2.1.5 Ok' }];
const lines = [{ from: 'client', atMs: 3, text: 'EHLO desk.office.test' }];
const source = Buffer.from('Subject: Before\r\n\r\nBody\r\n');

/** Makes the database of the first version, with a row of everything in it. */
function makeFirst(file: string): void {
  const database = new Sqlite(file);
  database.pragma(`application_id = ${APPLICATION_ID}`);
  database.pragma('journal_mode = WAL');
  database.exec(migrations[0] ?? '');
  database.pragma('user_version = 1');
  const at = '2026-03-04T05:06:07.000Z';
  database.prepare('INSERT INTO settings_revisions VALUES (4, ?, ?)').run(at, JSON.stringify(document));
  const delivery =
    database.prepare(`INSERT INTO deliveries (created_at, kind, status, connection, service, host, port, sender,
    recipients, subject, message_id, size_bytes, settings_revision, attempts, encryption, certificate_problems, reply, duration_ms)
    VALUES (?, 'test', 'sent', 'default', 'smtp', 'mail.office.test', 2525, 'desk@office.test', '["someone@recipient.test"]',
    ?, '<1@office.test>', ${source.length}, 4, 1, 'TLSv1.2', '["CERTIFICATE_EXPIRED"]', '250 Ok', 12.5)`);
  const attempt =
    database.prepare(`INSERT INTO attempts (delivery_id, number, started_at, status, owner, lease_until, recipients,
    reply, duration_ms) VALUES (?, 1, ?, 'sent', 'x', 0, ?, '250 Ok', 12.5)`);
  for (const subject of ['Before', 'Before as well']) {
    const id = delivery.run(at, subject).lastInsertRowid;
    database.prepare('INSERT INTO delivery_messages VALUES (?, ?)').run(id, source);
    const attemptId = attempt.run(id, at, JSON.stringify(recipients)).lastInsertRowid;
    database
      .prepare('INSERT INTO sessions VALUES (?, ?, ?)')
      .run(attemptId, JSON.stringify(encryption), JSON.stringify(steps));
    database.prepare('INSERT INTO transcripts VALUES (?, ?)').run(attemptId, JSON.stringify(lines));
  }
  const captured = database.prepare("INSERT INTO captured_messages VALUES (1, ?, 'a@b.test', '[]', 'Captured', 0, ?)");
  captured.run(at, source.length);
  database.prepare('INSERT INTO captured_sources VALUES (1, ?)').run(source);
  database.close();
}

describe('a database of the first version', () => {
  let postroom: AppUnderTest;
  let file: string;
  beforeEach(async () => {
    const folder = await makeTemporaryFolder('first-version');
    onTestFinished(folder.remove);
    file = join(folder.path, 'postroom.db');
    makeFirst(file);
    postroom = await openAppForFile({ dataFolder: folder.path });
    onTestFinished(postroom.close);
  });

  const ask = async <N extends 'settings.get' | 'log.list' | 'log.get' | 'log.transcript' | 'captured.list'>(
    name: N,
    input: object = {},
  ): Promise<Output<N>> =>
    operations[name].output.parse(expectValue(await postroom.app.dispatch(name, input))) as Output<N>;

  test('is brought to the present version, once', async () => {
    await postroom.app.close();
    const database = new Sqlite(file, { readonly: true });
    expect(database.pragma('user_version', { simple: true })).toBe(migrations.length);
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    database.close();
    const again = await openAppForFile({ dataFolder: postroom.dataFolder });
    onTestFinished(again.close);
    expect((await again.app.dispatch('settings.get', {})).ok).toBe(true);
  });

  test('keeps its settings, and what is new in them has its default', async () => {
    const { settings, notices, warnings } = await ask('settings.get');
    expect(settings).toMatchObject({ service: 'smtp', message: document.message, smtp: document.smtp, revision: 4 });
    expect(settings.smtp).toMatchObject({
      hasPassword: true,
      hasClientKeyPassphrase: false,
      lowestTlsVersion: '1.2',
      authenticationMethod: 'automatic',
      allowClearTextPassword: false,
      trustedCertificate: '',
      connectTimeout: 30,
    });
    expect([notices, warnings]).toEqual([[], []]);
  });

  test('keeps its log, whose rows have no warnings', async () => {
    const { rows } = await ask('log.list');
    expect(rows.map(({ subject, warnings }) => ({ subject, warnings }))).toEqual([
      { subject: 'Before as well', warnings: [] },
      { subject: 'Before', warnings: [] },
    ]);
    const row = await ask('log.get', { id: 1 });
    expect(row).toMatchObject({
      status: 'sent',
      encryption: 'TLSv1.2',
      certificateProblems: ['CERTIFICATE_EXPIRED'],
      settingsRevision: 4,
      reply: '250 Ok',
      durationMs: 12.5,
      sizeBytes: source.length,
    });
    expect(row.attemptList[0]).toMatchObject({ steps, recipients, encryption });
    expect(row.attemptList[0]?.encryption?.certificate).toMatchObject({ names: [], chain: [], trustedBy: null });
    expect((await ask('log.transcript', { id: 1 })).lines).toEqual(lines);
    expect((await ask('captured.list')).rows.map(({ subject }) => subject)).toEqual(['Captured']);
  });

  test('takes new rows beside the old ones', async () => {
    const result = await postroom.test({ 'smtp.port': 1 });
    expect((await postroom.logged(result)).warnings).toEqual([]);
    expect((await ask('log.list')).rows).toHaveLength(3);
  });
});
