import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import {
  type AppUnderTest,
  expectFailure,
  expectValue,
  openAppForFile,
  openAppUnderTest,
  reportOf,
  sender,
} from '../app-under-test.ts';
import { answering } from '../servers/answers.ts';
import { certificatesForTests } from '../servers/certificates-for-tests.ts';
import { describeWithPeers } from '../servers/describe-with-peers.ts';
import { type RunningPostfix, startPostfix } from '../servers/postfix.ts';
import { type ScriptedServer, startScripted } from '../servers/scripted.ts';
import { offering } from './failure-case.ts';

const ascii = 'someone@recipient.test';
const beyond = 'grüße@recipient.test';

/** Addresses of a message as Python reads them by RFC 6532: headers are UTF-8. */
function addressesByPython(message: Buffer): Record<string, string[]> {
  const program = `
import email, email.policy, json, sys
message = email.message_from_string(sys.stdin.buffer.read().decode('utf-8'), policy=email.policy.SMTPUTF8)
read = lambda name: [a.username + '@' + a.domain for a in message[name].addresses]
path = str(message['return-path'])
json.dump({'from': read('from'), 'to': read('to'), 'path': [path]}, sys.stdout)
`;
  return JSON.parse(execFileSync('python3', ['-c', program], { input: message, encoding: 'utf8' }));
}

const commandsOf = (server: ScriptedServer): string[] =>
  server.lines.filter((line) => /^(MAIL|RCPT) /.test(line)).map((line) => Buffer.from(line, 'latin1').toString('utf8'));

describe('an address with letters beyond ASCII before the @', () => {
  let postroom: AppUnderTest;
  beforeAll(async () => {
    postroom = await openAppForFile();
  });
  afterAll(() => postroom?.close());

  const start = async (...keywords: string[]) => {
    const server = await startScripted(answering({ EHLO: offering(...keywords) }));
    onTestFinished(server.close);
    return server;
  };
  const from = { 'message.from': 'Büro <büro@sender.test>' };
  const bounces = { 'smtp.envelopeSender': 'bounces@sender.test' };
  const inSender = '<büro@sender.test> SMTPUTF8';

  test.each([
    ['a recipient', {}, beyond, `<${sender.address}> SMTPUTF8`, [beyond]],
    ['the sender', from, ascii, inSender, [ascii]],
    [
      'the envelope sender',
      { 'smtp.envelopeSender': 'rück@sender.test' },
      ascii,
      '<rück@sender.test> SMTPUTF8',
      [ascii],
    ],
    ['one recipient of two', {}, `${ascii}, ${beyond}`, `<${sender.address}> SMTPUTF8`, [ascii, beyond]],
    [
      'From alone, which stands in the message',
      { ...from, ...bounces },
      ascii,
      '<bounces@sender.test> SMTPUTF8',
      [ascii],
    ],
    [
      'a quoted recipient',
      {},
      '"grüße an"@recipient.test',
      `<${sender.address}> SMTPUTF8`,
      ['"grüße an"@recipient.test'],
    ],
  ])('of %s goes out by SMTPUTF8', async (_, changes, to, mail, recipients) => {
    for (const until of ['recipient', 'send'] as const) {
      const server = await start('SMTPUTF8');
      expectValue(await postroom.test({ 'smtp.port': server.port, ...changes }, { to, until }));
      const [first = '', ...others] = commandsOf(server);
      expect(
        first
          .split(' ')
          .filter((each) => each !== 'BODY=8BITMIME')
          .join(' '),
      ).toBe(`MAIL FROM:${mail}`);
      expect(others).toEqual(recipients.map((each) => `RCPT TO:<${each}>`));
    }
  });

  test.each([
    ['a recipient', {}, beyond, beyond],
    ['the sender', from, ascii, 'büro@sender.test'],
    ['the envelope sender', { 'smtp.envelopeSender': 'rück@sender.test' }, ascii, 'rück@sender.test'],
    ['one recipient of two', {}, `${ascii}, ${beyond}`, beyond],
    ['From alone', { ...from, ...bounces }, ascii, 'büro@sender.test'],
  ])('of %s is told where SMTPUTF8 is not offered, and nothing is sent', async (_, changes, to, address) => {
    for (const until of ['recipient', 'send'] as const) {
      const server = await start('SMTPUTF9', 'X-SMTPUTF8');
      const result = await postroom.test({ 'smtp.port': server.port, ...changes }, { to, until });
      const error = expectFailure(result, 'SMTPUTF8_NOT_OFFERED');
      expect(error.message).toContain(address);
      expect(error.help).toContain('Nothing was sent.');
      expect(reportOf(result).steps.find(({ status }) => status === 'failed')?.step).toBe('sender');
      expect(server.lines).toEqual([expect.stringMatching(/^EHLO /), 'QUIT']);
    }
  });

  test('is no matter for a test that stops before it', async () => {
    const server = await start();
    for (const until of ['reach', 'sign-in'] as const)
      expectValue(await postroom.test({ 'smtp.port': server.port }, { to: beyond, until }));
  });

  test('in the domain alone is written in ASCII, and needs nothing', async () => {
    for (const keywords of [[], ['SMTPUTF8']]) {
      const server = await start(...keywords);
      const changes = { 'smtp.port': server.port, 'message.from': 'Desk <desk@büro.test>' };
      expectValue(await postroom.test(changes, { to: 'a@grüße.test, b@例え.test' }));
      const commands = commandsOf(server).map((line) => line.split('>')[0]);
      expect(commands).toEqual([
        'MAIL FROM:<desk@xn--bro-hoa.test',
        'RCPT TO:<a@xn--gre-6ka8l.test',
        'RCPT TO:<b@xn--r8jz45g.test',
      ]);
      expect(server.lines.join('\n')).not.toMatch(/[^\x20-\x7e\n]| SMTPUTF8/);
    }
  });

  test('in names alone needs nothing', async () => {
    const server = await start('SMTPUTF8');
    const changes = { 'smtp.port': server.port, 'message.from': 'Büro <desk@sender.test>' };
    expectValue(await postroom.test(changes, { to: 'Grüße <a@recipient.test>' }));
    expect(server.lines.join('\n')).not.toMatch(/[^\x20-\x7e\n]| SMTPUTF8|8BITMIME/);
  });
});

describe('what a server says of sizes', () => {
  const start = async (...keywords: string[]) => {
    const server = await startScripted(answering({ EHLO: offering(...keywords) }));
    onTestFinished(server.close);
    return server;
  };

  test('is answered by the message’s size in bytes', async () => {
    const server = await start('SIZE 1000000');
    const postroom = await openAppUnderTest();
    const result = await postroom.test({ 'smtp.port': server.port });
    expectValue(result);
    const bytes =
      server.lines.slice(server.lines.indexOf('DATA') + 1, server.lines.indexOf('.')).join('\r\n').length + 2;
    expect(commandsOf(server)[0]).toBe(`MAIL FROM:<${sender.address}> SIZE=${bytes}`);
    expect((await postroom.logged(result)).sizeBytes).toBe(bytes);
  });

  test.each(['recipient', 'send'] as const)('is kept to before DATA (until %s)', async (until) => {
    const server = await start('SIZE 300');
    const postroom = await openAppUnderTest();
    const result = await postroom.test({ 'smtp.port': server.port }, { until });
    expect(expectFailure(result, 'MESSAGE_TOO_LARGE').message).toContain('300 bytes');
    expect(server.lines).toEqual([expect.stringMatching(/^EHLO /), 'QUIT']);
  });

  test.each(['SIZE', 'SIZE 0', 'SIZE many', 'SIZE -5', `SIZE ${'9'.repeat(30)}`, 'SIZE 300x', 'X-SIZE 300'])(
    '%s is no limit (RFC 1870 section 4)',
    async (keyword) => {
      const server = await start(keyword);
      const postroom = await openAppUnderTest();
      expectValue(await postroom.test({ 'smtp.port': server.port }));
    },
  );
});

describeWithPeers(['postfix', 'openssl', 'python3'], 'Postfix, by SMTPUTF8', () => {
  const certificates = certificatesForTests();
  let postfix: RunningPostfix;
  beforeAll(async () => {
    postfix = await startPostfix(certificates());
  });
  afterAll(() => postfix?.close());

  test('delivers, and another program reads the addresses', async () => {
    const postroom = await openAppUnderTest();
    const changes = { 'smtp.port': postfix.ports.open, 'message.from': 'Büro <büro@sender.test>' };
    const to = `Grüße <${beyond}>, ${ascii}, c@例え.test`;
    const report = expectValue(await postroom.test(changes, { to }));
    expect(report.recipients.map(({ status }) => status)).toEqual(['accepted', 'accepted', 'accepted']);
    const delivered = await postfix.delivered(report.messageId);
    expect(addressesByPython(delivered)).toMatchObject({
      from: ['büro@sender.test'],
      to: [beyond, ascii, 'c@xn--r8jz45g.test'],
      path: ['<büro@sender.test>'],
    });
  });
});
