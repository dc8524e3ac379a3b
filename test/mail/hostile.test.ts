import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { FailureCode } from '../../src/shared/result.ts';
import { type AppUnderTest, expectValue, openAppForFile, reportOf } from '../app-under-test.ts';
import { type Answers, answering, drip, endless, garbage, thenSilence } from '../servers/answers.ts';
import { type ScriptedServer, startScripted } from '../servers/scripted.ts';
import { account } from '../servers/smtp-server.ts';
import { offering, signIn } from './failure-case.ts';

const MEGABYTE = 1_048_576;

const talkers: readonly [what: string, answers: Answers, code: FailureCode][] = [
  ['a greeting of binary garbage', { connect: thenSilence(garbage) }, 'NOT_SMTP'],
  ['a greeting line without end', { connect: endless('220 x') }, 'NOT_SMTP'],
  ['a greeting of lines without end', { connect: endless('220-mail.postroom.test\r\n') }, 'NOT_SMTP'],
  ['a greeting of NULs without end', { connect: endless('\0') }, 'NOT_SMTP'],
  ['line breaks without end', { connect: endless('\r\n') }, 'NOT_SMTP'],
  ['an answer to EHLO without end', { EHLO: endless('250-X-AND-ON\r\n') }, 'NOT_SMTP'],
  ['an answer to EHLO in one line without end', { EHLO: endless('250 on and ') }, 'NOT_SMTP'],
  ['an answer to MAIL without end', { MAIL: endless('250-Ok\r\n') }, 'NOT_SMTP'],
  ['answers without end to what was never said', { MAIL: endless('250 Ok\r\n') }, 'NOT_SMTP'],
  ['an answer to RCPT in one line without end', { RCPT: endless('and on ') }, 'NOT_SMTP'],
];

describe('hostile servers', () => {
  let postroom: AppUnderTest;
  beforeAll(async () => {
    postroom = await openAppForFile();
  });
  afterAll(() => postroom?.close());

  const start = async (answers: Answers): Promise<ScriptedServer> => {
    const server = await startScripted(answering(answers));
    onTestFinished(server.close);
    return server;
  };

  test.for(talkers)('%s ends in a clear failure and fills no memory', async ([, answers, code]) => {
    const server = await start(answers);
    const result = await postroom.test({ 'smtp.port': server.port });
    expect(result.ok ? 'it succeeded' : result.error.code).toBe(code);
    // Whatever a server sends beyond that is not even read.
    expect(server.bytesSent()).toBeLessThan(MEGABYTE);
    expect((await postroom.transcript(result)).length).toBeLessThan(MEGABYTE);
    expect(JSON.stringify(result).length).toBeLessThan(20_000);
    expect(server.messages()).toBe(0);
  });

  test('replies to commands that were never sent are not taken for replies to the next ones', async () => {
    const early = '250 2.1.5 Ok\r\n'.repeat(6);
    const server = await start({ MAIL: `250 2.1.0 Ok\r\n${early}`, RCPT: '550 5.1.1 No such user\r\n' });
    const result = await postroom.test({ 'smtp.port': server.port });
    expect(result.ok).toBe(false);
    expect(server.messages()).toBe(0);
  });

  test('a greeting with an answer to EHLO in the same packet doesn’t become that answer', async () => {
    const server = await start({ connect: '220 mail ESMTP\r\n250-mail\r\n250 AUTH PLAIN\r\n' });
    const result = await postroom.test({ 'smtp.port': server.port, ...signIn }, { password: account.password });
    expect(result.ok).toBe(false);
    expect(server.lines.filter((line) => line.startsWith('AUTH'))).toEqual([]);
  });

  test('a server that speaks one byte at a time is understood', async () => {
    const server = await start({
      connect: drip('220-mail.postroom.test\r\n220 ESMTP\r\n'),
      EHLO: drip(offering('SIZE 1000000')),
      MAIL: drip('250-2.1.0 Sender\r\n250 2.1.0 Ok\r\n'),
      RCPT: drip('250 2.1.5 Ok\r\n'),
      DATA: '354 Go\r\n',
      message: drip('250 2.0.0 Taken\r\n'),
    });
    expect(expectValue(await postroom.test({ 'smtp.port': server.port })).reply).toBe('250 2.0.0 Taken');
    expect(server.messages()).toBe(1);
  });

  test.for([
    [
      'bare line feeds',
      { connect: '220 mail ESMTP\n', EHLO: '250-mail\n250 8BITMIME\n', MAIL: '250 Ok\n', RCPT: '250 Ok\n' },
    ],
    ['a code of two digits', { MAIL: '25 Ok\r\n' }],
    ['another code in the continuation', { RCPT: '250-Ok\r\n550 No\r\n' }],
    ['codes without text', { connect: '220\r\n', EHLO: '250\r\n', MAIL: '250\r\n', RCPT: '250\r\n', DATA: '354\r\n' }],
    ['blank lines in between', { MAIL: '\r\n\r\n250 Ok\r\n' }],
    ['EHLO unknown, HELO known', { EHLO: '502 5.5.2 What?\r\n' }],
  ] as const)('%s are understood or refused, and never hang', async ([, answers]) => {
    const server = await start(answers);
    const result = await postroom.test({ 'smtp.port': server.port });
    if (!result.ok) expect(result.error.code).not.toBe('INTERNAL');
    expect(server.messages()).toBe(result.ok ? 1 : 0);
  });

  test.for([
    ['354 to RCPT', { RCPT: '354 Go ahead\r\n' }],
    ['250 to DATA', { DATA: '250 Ok\r\n' }],
    ['334 to MAIL', { MAIL: '334 VXNlcm5hbWU6\r\n' }],
    ['220 to DATA', { DATA: '220 Ready\r\n' }],
    ['a reply of no code to MAIL', { MAIL: 'Ok\r\n' }],
    ['a code of letters to RCPT', { RCPT: 'abc Ok\r\n' }],
    ['an empty line to RCPT', { RCPT: '\r\n' }],
  ] as const)('%s sends nothing, and is told', async ([, answers]) => {
    const server = await start(answers);
    const result = await postroom.test({ 'smtp.port': server.port });
    expect(result.ok ? 'it succeeded' : result.error.code).not.toMatch(/succeeded|INTERNAL|OUTCOME_UNKNOWN/);
    expect(reportOf(result).status).toBe('failed');
    expect(server.messages()).toBe(0);
    // A server that isn't reading a message would take its lines for commands.
    expect(server.lines.filter((line) => /^(Subject|From|To):/.test(line))).toEqual([]);
  });

  test('a line of 60,000 characters is kept short wherever it is shown', async () => {
    const server = await start({ MAIL: `550 5.7.1 ${'no '.repeat(20_000)}\r\n` });
    const result = await postroom.test({ 'smtp.port': server.port });
    expect(result.ok ? 'it succeeded' : result.error.code).toBe('SENDER_REJECTED');
    expect(JSON.stringify(result).length).toBeLessThan(30_000);
    expect(result.ok ? '' : result.error.message.length).toBeLessThan(1500);
  });

  test.for([
    ['greeting', { connect: '554 \u001b]0;owned\u0007\u001b[2J\u001b[31mNo\u0000\u0008\u009b1m\u2028mail\r\n' }],
    ['EHLO', { EHLO: '250-\u001b[31mmail\r\n250 \u001b[2JX\r\n', MAIL: '550 No\r\n' }],
    ['MAIL', { MAIL: '550 \u001b[31mNo\u001b[0m\rMAIL\r\n' }],
    ['RCPT', { RCPT: '550 \u202eoN\u0007\r\n' }],
    ['message', { message: '554 \u001b[31mNo\u001b[0m \u0000\r\n' }],
  ] as const)('control characters in the reply to %s are shown escaped', async ([, answers]) => {
    const server = await start(answers);
    const result = await postroom.test({ 'smtp.port': server.port });
    expect(result.ok).toBe(false);
    const shown = [
      JSON.stringify(result),
      await postroom.transcript(result),
      JSON.stringify(await postroom.logged(result)),
    ];
    for (const text of shown) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
      expect(text.replaceAll('\n', '')).not.toMatch(/[\x00-\x1f\x7f-\x9f\u2028\u2029\u202e]|\\u00[01]|\\u009b|\\[rb]/i);
    }
    expect(shown[1]).toMatch(/\\x1b|\\u202e|\\x07/);
  });

  test('a server that refuses all recipients, but wants the message all the same, doesn’t get it', async () => {
    const server = await start({ EHLO: offering('PIPELINING'), RCPT: '550 5.1.1 No such user\r\n' });
    const result = await postroom.test({ 'smtp.port': server.port });
    expect(result.ok ? 'it succeeded' : result.error.code).toBe('RECIPIENT_REJECTED');
    expect(server.lines.filter((line) => /^(Subject|From|To):/.test(line))).toEqual([]);
  });
});
