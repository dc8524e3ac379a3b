import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { clientName } from '../../src/main/mail/transport.ts';
import {
  type AppUnderTest,
  type Changes,
  expectFailure,
  expectValue,
  openAppForFile,
  openAppUnderTest,
  sender,
} from '../app-under-test.ts';
import { type Answers, answering, silence, thenSilence } from '../servers/answers.ts';
import { startFullBacklog } from '../servers/full-backlog.ts';
import { headerOf, readWithPython } from '../servers/python-message.ts';
import { startScripted } from '../servers/scripted.ts';
import { offering, starttls, tls } from './failure-case.ts';

describe('the name for EHLO', () => {
  let postroom: AppUnderTest;
  beforeAll(async () => {
    postroom = await openAppForFile();
  });
  afterAll(() => postroom?.close());

  test.each([
    ['desk.example.org', '10.0.0.5', 'desk.example.org'],
    ['DESK.Office.Example.org', '10.0.0.5', 'DESK.Office.Example.org'],
    ['desk', '10.0.0.5', '[10.0.0.5]'],
    ['localhost', '10.0.0.5', '[10.0.0.5]'],
    ['localhost.localdomain', '10.0.0.5', '[10.0.0.5]'],
    ['LOCALHOST.office', '10.0.0.5', '[10.0.0.5]'],
    ['10.0.0.7', '10.0.0.5', '[10.0.0.5]'],
    ['desk_7.example.org', '10.0.0.5', '[10.0.0.5]'],
    ['', '10.0.0.5', '[10.0.0.5]'],
    ['desk', '::ffff:10.0.0.5', '[10.0.0.5]'],
    ['desk', '2001:db8::5', '[IPv6:2001:db8::5]'],
    ['desk', 'fe80::5%eth0', '[IPv6:fe80::5]'],
  ])('of a computer called "%s" at %s is %s', (computer, address, name) => {
    expect(clientName(computer, address)).toBe(name);
  });

  const said = async (changes: Changes): Promise<string | undefined> => {
    const server = await startScripted(answering({}));
    onTestFinished(server.close);
    expectValue(await postroom.test({ 'smtp.port': server.port, ...changes }));
    return server.lines[0];
  };

  test('is this computer’s own when none is chosen, never localhost', async () => {
    const name = await said({});
    expect(name).toMatch(/^EHLO (\[127\.0\.0\.1\]|[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+)$/);
    expect(name).not.toMatch(/localhost/i);
  });

  test.each([
    ['desk.example.org', 'desk.example.org'],
    ['desk', 'desk'],
    [' desk.example.org ', 'desk.example.org'],
    ['büro.example.org', 'xn--bro-hoa.example.org'],
    ['[192.0.2.7]', '[192.0.2.7]'],
    ['[IPv6:2001:db8::7]', '[IPv6:2001:db8::7]'],
  ])('is %s when that is chosen, written %s', async (chosen, name) => {
    expect(await said({ 'smtp.ehloName': chosen })).toBe(`EHLO ${name}`);
  });

  test.each([
    'localhost',
    'LocalHost.localdomain',
    '192.0.2.7',
    '2001:db8::7',
    '[2001:db8::7]',
    '[192.0.2]',
    '[999.0.2.7]',
    '[IPv6:192.0.2.7]',
    '[IPv6:fe80::1%eth0]',
    '[desk]',
    'desk example.org',
    'desk\r\nRCPT TO:<a@b.test>',
    'desk.example.org:25',
    'smtp://desk.example.org',
    'someone@example.org',
    'desk..example.org',
    '-desk.example.org',
    'x'.repeat(64),
    'x.'.repeat(130),
  ])('is refused as %j', async (name) => {
    const result = await postroom.app.dispatch('settings.change', { changes: { 'smtp.ehloName': name } });
    expect(expectFailure(result, 'INVALID_INPUT').field).toBe('smtp.ehloName');
  });
});

describe('the envelope sender', () => {
  test.each([
    ['bounces@sender.test', 'bounces@sender.test'],
    ['Bounces <bounces@sender.test>', 'bounces@sender.test'],
    ['bounces@büro.test', 'bounces@xn--bro-hoa.test'],
    ['', sender.address],
  ])('"%s" is where bounces go (%s), and From stays', async (chosen, address) => {
    const server = await startScripted(answering({}));
    onTestFinished(server.close);
    const postroom = await openAppUnderTest();
    const changes = { 'smtp.port': server.port, 'smtp.envelopeSender': chosen };
    expectValue(await postroom.test(changes));
    expectValue(await postroom.test(changes, { until: 'recipient' }));
    const command = expect.stringMatching(new RegExp(`^MAIL FROM:<${address}>`));
    expect(server.lines.filter((line) => line.startsWith('MAIL'))).toEqual([command, command]);
    const content = server.lines.slice(server.lines.indexOf('DATA') + 1, server.lines.indexOf('.')).join('\n');
    const message = await readWithPython(Buffer.from(content, 'latin1'));
    expect(headerOf(message, 'From')).toContain(sender.address);
    expect(headerOf(message, 'From')).not.toContain('bounces');
  });

  test.each(['nobody', 'a@b@c.test', 'a@b.test, c@d.test', 'a@b.test\r\nDATA', '<>', 'x'.repeat(600)])(
    'is refused as %j',
    async (address) => {
      const postroom = await openAppUnderTest();
      const result = await postroom.app.dispatch('settings.change', { changes: { 'smtp.envelopeSender': address } });
      expect(expectFailure(result, 'INVALID_INPUT').field).toBe('smtp.envelopeSender');
    },
  );
});

describe('the time-outs of the settings', () => {
  const inTheirOwnTime =
    (changes: Changes) =>
    async (port: number, host = '127.0.0.1') => {
      const postroom = await openAppUnderTest({ timeouts: undefined });
      return postroom.test({ 'smtp.host': host, 'smtp.port': port, ...changes });
    };
  const start = async (answers: Answers) => {
    const server = await startScripted(answering(answers));
    onTestFinished(server.close);
    return server.port;
  };
  const seconds = (connect: number, greeting: number, idle: number): Changes => ({
    'smtp.connectTimeout': connect,
    'smtp.greetingTimeout': greeting,
    'smtp.idleTimeout': idle,
  });

  test('for connecting binds', async ({ skip }) => {
    skip(process.platform !== 'linux', 'only Linux drops what a full queue can’t take');
    const silent = await startFullBacklog();
    onTestFinished(silent.close);
    const result = await inTheirOwnTime(seconds(1, 600, 600))(silent.port);
    expect(expectFailure(result, 'CONNECTION_TIMEOUT').message).toContain('within 1 second.');
  });

  test('for connecting counts the look-up as well', async () => {
    const postroom = await openAppUnderTest({ timeouts: undefined, lookup: () => new Promise(() => {}) });
    const result = await postroom.test({ 'smtp.host': 'mail.sender.test', ...seconds(1, 600, 600) });
    expectFailure(result, 'DNS_NOT_FOUND');
  });

  test('for the greeting binds', async () => {
    const result = await inTheirOwnTime(seconds(600, 1, 600))(await start({ connect: silence }));
    expect(expectFailure(result, 'GREETING_TIMEOUT').message).toContain('for 1 second.');
  });

  test.each([
    ['SSL/TLS', tls, { connect: silence }],
    ['STARTTLS', starttls, { EHLO: offering('STARTTLS'), STARTTLS: thenSilence('220 Go\r\n') }],
  ] as const)('for the greeting binds a handshake of %s', async (_, security, answers) => {
    const result = await inTheirOwnTime({ ...seconds(600, 1, 600), ...security })(await start(answers));
    expect(expectFailure(result, 'TLS_HANDSHAKE_FAILED').message).toContain('within 1 second.');
  });

  test.each(['EHLO', 'MAIL', 'RCPT', 'DATA'] as const)('for silence binds at %s', async (moment) => {
    const result = await inTheirOwnTime(seconds(600, 600, 1))(await start({ [moment]: silence }));
    expect(expectFailure(result, 'CONNECTION_TIMEOUT').message).toContain('for 1 second.');
  });

  test('for silence says nothing about a greeting, which may take longer', async () => {
    const postroom = await openAppUnderTest({ timeouts: { connectMs: 1500, greetingMs: 8000, idleMs: 200 } });
    const slow = await start({
      connect: async ({ send }) => {
        await sleep(1300);
        await send('220 mail.postroom.test ESMTP\r\n');
        return 'go on';
      },
    });
    expectValue(await postroom.test({ 'smtp.port': slow }));
  });

  test('for silence says nothing about a handshake, which may take longer', async () => {
    const postroom = await openAppUnderTest({ timeouts: { connectMs: 1500, greetingMs: 1000, idleMs: 200 } });
    const result = await postroom.test({ 'smtp.port': await start({ connect: silence }), ...tls });
    expect(expectFailure(result, 'TLS_HANDSHAKE_FAILED').message).toContain('within 1 second.');
  });

  test.each(['smtp.connectTimeout', 'smtp.greetingTimeout', 'smtp.idleTimeout'])(
    '%s is 1 to 600 seconds',
    async (key) => {
      const postroom = await openAppUnderTest();
      const change = (value: string) => postroom.app.dispatch('settings.change', { changes: { [key]: value } });
      for (const value of ['1', '600']) expectValue(await change(value));
      for (const value of ['0', '601', '-1', '1.5', '', 'long', '1e2', ' 5'])
        expect(expectFailure(await change(value), 'INVALID_INPUT').field).toBe(key);
    },
  );
});
