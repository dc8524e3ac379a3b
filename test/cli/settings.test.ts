import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { onlyJson, sentenceOf, temporaryData } from './temporary-data.ts';

const untouched = {
  service: 'capture',
  message: { from: '', charset: 'utf-8', plainText: false, limitAttachments: false, attachmentLimitMb: 10 },
  smtp: {
    host: '',
    port: 25,
    security: 'none',
    rejectInvalidCertificates: true,
    authentication: false,
    username: '',
    hasPassword: false,
    spa: false,
    domain: '',
    authenticationMethod: 'automatic',
    allowClearTextPassword: false,
    ehloName: '',
    envelopeSender: '',
    connectTimeout: 30,
    greetingTimeout: 30,
    idleTimeout: 60,
    lowestTlsVersion: '1.2',
    addressFamily: 'both',
    trustedCertificate: '',
    trustedAuthority: '',
    clientCertificateFile: '',
    clientKeyFile: '',
    hasClientKeyPassphrase: false,
  },
  queue: {
    checkInterval: 15,
    withoutRecipient: 'keep',
    skipInitiator: false,
    retryFirst: 30,
    retryMost: 3600,
    giveUpAfter: 24,
    resendUnknown: false,
    connections: 2,
    perMinute: 0,
    perHour: 0,
    perDay: 0,
    stormBrake: false,
    stormLimit: 20,
    stormMinutes: 10,
    keepFailed: 30,
  },
  revision: 1,
  savedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
  lastTest: null,
};

describe('settings show', () => {
  it('prints the settings document and nothing else', async () => {
    const data = await temporaryData();
    const end = await data.run(['settings', 'show', '--json']);
    expect(end.exitCode).toBe(0);
    expect(onlyJson(end)).toEqual({ ok: true, value: untouched });
  });

  it('prints for a person the keys that settings set takes', async () => {
    const { exitCode, output, errors } = await (await temporaryData()).run(['settings', 'show']);
    expect([exitCode, errors]).toEqual([0, '']);
    expect(output).toMatch(/^service +capture$/m);
    expect(output).toMatch(/^smtp\.rejectInvalidCertificates +true$/m);
    expect(output).toMatch(/^Revision 1, saved /m);
    expect(output).toMatch(/never tested/);
  });

  it('finds the data folder by its option in any place, and by the environment', async () => {
    const data = await temporaryData();
    await data.run(['settings', 'set', 'smtp.host=mail.example.com']);
    const env = { POSTROOM_DATA_DIR: data.folder };
    const other = data.beside('other');
    const host = async (args: string[]) =>
      (onlyJson(await data.run(args, { env })).value as typeof untouched).smtp.host;
    expect(await host(['settings', 'show', '--json', '--data-dir', other])).toBe('');
    expect(await host(['--json', 'settings', '--data-dir', other, 'show'])).toBe('');
    expect(await host(['settings', '--json', 'show'])).toBe('mail.example.com');
  });
});

describe('settings set', () => {
  it('saves a revision with what was given', async () => {
    const data = await temporaryData();
    const args = ['smtp.host=mail.example.com', 'smtp.security=starttls', 'service=smtp', 'smtp.username=a=b'];
    const end = await data.run(['settings', 'set', ...args, '--json']);
    expect(end.exitCode).toBe(0);
    const { value } = onlyJson(end) as { value: typeof untouched };
    expect(value).toMatchObject({
      service: 'smtp',
      revision: 2,
      smtp: { host: 'mail.example.com', security: 'starttls', port: 587, username: 'a=b' },
    });
    expect(onlyJson(await data.run(['settings', 'show', '--json'])).value).toEqual(value);
    const said = await data.run(['settings', 'set', 'message.plainText=true']);
    expect([said.exitCode, said.output, said.errors]).toEqual([0, 'Saved as revision 3.\n', '']);
  });

  it.each([
    ['smtp.port=0', 'smtp.port'],
    ['smtp.port=25 ', 'smtp.port'],
    ['message.plainText=yes', 'message.plainText'],
    ['smtp.spa=1', 'smtp.spa'],
    ['smtp.allowClearTextPassword=yes', 'smtp.allowClearTextPassword'],
    ['smtp.idleTimeout=601', 'smtp.idleTimeout'],
    ['smtp.connectTimeout=1.5', 'smtp.connectTimeout'],
    ['smtp.lowestTlsVersion=ssl3', 'smtp.lowestTlsVersion'],
    ['smtp.addressFamily=ipv5', 'smtp.addressFamily'],
    ['smtp.authenticationMethod=xoauth2', 'smtp.authenticationMethod'],
    ['smtp.ehloName=localhost', 'smtp.ehloName'],
    ['smtp.envelopeSender=nobody', 'smtp.envelopeSender'],
    ['smtp.trustedCertificate=x', 'smtp.trustedCertificate'],
    ['queue.checkInterval=0', 'queue.checkInterval'],
    ['queue.connections=51', 'queue.connections'],
    ['queue.perMinute=-1', 'queue.perMinute'],
    ['queue.withoutRecipient=drop', 'queue.withoutRecipient'],
    ['queue.resendUnknown=1', 'queue.resendUnknown'],
    ['queue.size=1', 'queue.size'],
    ['message.charset=utf-7', 'message.charset'],
    ['smtp.hasClientKeyPassphrase=true', 'smtp.hasClientKeyPassphrase'],
    ['smtp.clientKeyPassphrase=hunter2-secret', 'smtp.clientKeyPassphrase'],
    ['smtp.hasPassword=true', 'smtp.hasPassword'],
    ['smtp.password=hunter2-secret', 'smtp.password'],
    ['constructor=1', 'constructor'],
  ])('%s is refused, with all that was given beside it', async (pair, field) => {
    const data = await temporaryData();
    const end = await data.run(['settings', 'set', 'message.plainText=true', pair, '--json']);
    expect(end.exitCode).toBe(2);
    expect(onlyJson(end).error).toMatchObject({ code: 'INVALID_INPUT', field });
    expect(end.output).not.toContain('hunter2');
    expect(onlyJson(await data.run(['settings', 'show', '--json'])).value).toEqual(untouched);
  });

  it('says in one line why it refused', async () => {
    const end = await (await temporaryData()).run(['settings', 'set', 'smtp.host=https://mail.example.com/']);
    expect(end.exitCode).toBe(2);
    expect(sentenceOf(end)).toContain('mail.example.com');
  });

  it('by several processes at once loses no revision', async () => {
    const data = await temporaryData();
    const ends = await Promise.all(
      Array.from({ length: 6 }, (_, index) => data.run(['settings', 'set', `smtp.port=${1000 + index}`, '--json'])),
    );
    // Whoever is overtaken is told so, and nobody else's values are lost without a word.
    const saved = ends.filter((end) => onlyJson(end).ok).length;
    const refused = ends.filter(
      (end) => onlyJson(end).error?.code === 'SETTINGS_CONFLICT' && end.exitCode === 2,
    ).length;
    expect(saved + refused).toBe(6);
    expect(onlyJson(await data.run(['settings', 'show', '--json'])).value).toMatchObject({ revision: 1 + saved });
  });
});

describe('settings export and import', () => {
  it('carry the settings to another data folder, by file and by pipe', async () => {
    const [from, to, piped] = [await temporaryData(), await temporaryData(), await temporaryData()];
    const args = ['settings', 'set', 'smtp.host=mail.example.com', 'message.from=Grüße <a@b.example>', 'service=smtp'];
    const { smtp, message, service } = onlyJson(await from.run([...args, '--json'])).value as typeof untouched;
    const file = from.beside('settings.json');
    const exported = await from.run(['settings', 'export', file]);
    expect([exported.exitCode, exported.errors]).toEqual([0, '']);
    expect(onlyJson(await from.run(['settings', 'export', file, '--json'])).value).toEqual({ file });
    const imported = await to.run(['settings', 'import', file, '--json']);
    expect(onlyJson(imported).value).toMatchObject({ smtp, message, service, revision: 2 });

    const { output } = await from.run(['settings', 'export', '-']);
    expect(output).toBe(await readFile(file, 'utf8'));
    const end = await piped.run(['settings', 'import', '-', '--json'], { input: `\uFEFF${output}` });
    expect(onlyJson(end).value).toMatchObject({ smtp, message, service });
    expect(onlyJson(await from.run(['settings', 'export', '-', '--json'])).value).toEqual({ text: output });
  });

  it.each([
    ['nothing', ''],
    ['no JSON', 'smtp.host=mail.example.com'],
    ['half of it', '{"service":"smtp"'],
    ['no object', '[]'],
    ['an unknown key', '{"service":"capture","message":{},"smtp":{},"extra":1}'],
    ['NUL bytes', '\0'.repeat(1000)],
    ['too much', `"${'x'.repeat(1_100_000)}"`],
  ])('%s is no settings file', async (_name, text) => {
    const data = await temporaryData();
    const end = await data.run(['settings', 'import', '-', '--json'], { input: text });
    expect([end.exitCode, onlyJson(end).error?.code]).toEqual([2, 'INVALID_INPUT']);
    expect(onlyJson(await data.run(['settings', 'show', '--json'])).value).toEqual(untouched);
  });

  it('a file that can’t be read or written is named', async () => {
    const data = await temporaryData();
    await writeFile(data.beside('latin1.json'), Buffer.from('{"message":"Gr\xfc\xdfe"}', 'latin1'));
    const commands = [
      ['import', data.beside('missing.json')],
      ['import', data.beside('.')],
      ['import', data.beside('latin1.json')],
      ['export', data.beside('missing/settings.json')],
      ['export', data.beside('.')],
    ] as const;
    for (const [command, file] of commands) {
      const end = await data.run(['settings', command, file]);
      expect(end.exitCode).toBe(2);
      expect(sentenceOf(end)).toContain(file);
    }
  });
});

describe('settings password', () => {
  it('takes the first line of what is piped in, and never gives it out', async () => {
    const data = await temporaryData();
    const password = ' Grün 7%"Tor\\zu&auf ';
    const end = await data.run(['settings', 'password'], { input: `${password}\r\nand more\n` });
    expect([end.exitCode, end.errors]).toEqual([0, '']);
    expect(end.output).toMatch(/permissions/);
    const commands = [
      ['settings', 'show'],
      ['settings', 'show', '--json'],
      ['settings', 'export', '-'],
      ['log', 'list'],
    ];
    for (const command of commands) expect((await data.run(command)).output).not.toContain(password.trim());
    const shown = onlyJson(await data.run(['settings', 'show', '--json'])).value;
    expect(shown).toMatchObject({ smtp: { hasPassword: true } });
    for (const entry of await readdir(data.folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      expect((await readFile(join(entry.parentPath, entry.name))).includes('Tor\\zu'), entry.name).toBe(false);
    }
  });

  it.each([
    ['nothing', ''],
    ['an empty line', '\n'],
    ['a NUL', 'a\0b\n'],
    ['more than a password can have', `${'x'.repeat(2000)}\n`],
  ])('%s is refused', async (_name, input) => {
    const data = await temporaryData();
    const end = await data.run(['settings', 'password', '--json'], { input });
    expect(end.exitCode).toBe(2);
    expect(onlyJson(end).error).toMatchObject({ code: 'INVALID_INPUT', field: 'password' });
    expect(onlyJson(await data.run(['settings', 'show', '--json'])).value).toMatchObject({
      smtp: { hasPassword: false },
    });
  });
});
