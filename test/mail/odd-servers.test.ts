import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type AppUnderTest, openAppForFile } from '../app-under-test.ts';
import { type Answer, type Answers, answering, drip, hangUp } from '../servers/answers.ts';
import { describeWithPeers } from '../servers/describe-with-peers.ts';
import { startScripted } from '../servers/scripted.ts';
import { asciiAccount } from '../servers/smtp-server.ts';
import { offering } from './failure-case.ts';

/** Prompts for a user name and a password as AUTH LOGIN does, in a server's own words. */
const prompting =
  (first: string, second: string): Answer =>
  async (session) => {
    await session.send(`334 ${Buffer.from(first).toString('base64')}\r\n`);
    const username = Buffer.from((await session.line()) ?? '', 'base64').toString();
    await session.send(`334 ${Buffer.from(second).toString('base64')}\r\n`);
    const password = Buffer.from((await session.line()) ?? '', 'base64').toString();
    const right = username === asciiAccount.username && password === asciiAccount.password;
    await session.send(right ? '235 2.7.0 Welcome\r\n' : '535 5.7.8 No\r\n');
    return 'go on';
  };

const late =
  (text: string): Answer =>
  async (session) => {
    await sleep(150);
    await session.send(text);
    return 'go on';
  };

/** Servers that are odd, but that mail gets through to. */
type Odd = readonly [what: string, answers: Answers, signsIn?: 'signs in'];
const odd: readonly Odd[] = [
  ['nothing odd', {}],
  ['a greeting of several lines', { connect: '220-mail.postroom.test\r\n220-No spam\r\n220 ESMTP\r\n' }],
  ['a greeting of ten thousand characters', { connect: `220 mail ${'welcome '.repeat(1250)}\r\n` }],
  ['replies byte by byte', { EHLO: drip(offering('SIZE')), MAIL: drip('250-2.1.0 Sender\r\n250 2.1.0 Ok\r\n') }],
  [
    'replies that take their time',
    { connect: late('220 mail ESMTP\r\n'), RCPT: late('250 Ok\r\n'), message: late('250 Ok\r\n') },
  ],
  [
    'bare line feeds',
    { connect: '220 mail ESMTP\n', EHLO: '250-mail\n250 8BITMIME\n', MAIL: '250 Ok\n', RCPT: '250 Ok\n' },
  ],
  ['EHLO unknown, HELO known', { EHLO: '502 5.5.2 What?\r\n' }],
  ['SIZE without a size', { EHLO: offering('SIZE') }],
  ['a size of 0, which means none', { EHLO: offering('SIZE 0') }],
  ['AUTH with an equals sign', { EHLO: offering('AUTH=PLAIN') }, 'signs in'],
  ['AUTH twice', { EHLO: offering('AUTH GSSAPI', 'AUTH PLAIN') }, 'signs in'],
  [
    'LOGIN with the usual prompts',
    { EHLO: offering('AUTH LOGIN'), AUTH: prompting('Username:', 'Password:') },
    'signs in',
  ],
  [
    'LOGIN with other prompts',
    { EHLO: offering('AUTH LOGIN'), AUTH: prompting('User Name\0', 'Password\0') },
    'signs in',
  ],
];

/** The same, but swaks gives up on them. */
const odder: readonly Odd[] = [
  ['codes without text', { EHLO: '250\r\n', MAIL: '250\r\n', RCPT: '250\r\n', DATA: '354\r\n', message: '250\r\n' }],
  ['keywords in lower case', { EHLO: offering('size 1000000', 'auth plain') }, 'signs in'],
  ['a recipient that is forwarded', { RCPT: '251 2.1.5 User not local; will forward\r\n' }],
  ['a hang-up instead of an answer to QUIT', { QUIT: hangUp }],
];

const { username, password } = asciiAccount;

describe('servers that are odd are understood', () => {
  let postroom: AppUnderTest;
  beforeAll(async () => {
    postroom = await openAppForFile();
  });
  afterAll(() => postroom?.close());

  test.for([...odd, ...odder])('%s', async ([, answers, signsIn]) => {
    const server = await startScripted(answering(answers));
    onTestFinished(server.close);
    const signIn = { 'smtp.authentication': true, 'smtp.username': username };
    const result = await postroom.test(
      { 'smtp.port': server.port, ...(signsIn ? signIn : {}) },
      signsIn ? { password } : {},
    );
    expect(result.ok ? '' : `${result.error.code}: ${result.error.message}`).toBe('');
    expect(server.messages()).toBe(1);
  });
});

describeWithPeers(['swaks'], 'the odd servers are passable for swaks, too', () => {
  test.for(odd)('%s', async ([, answers, signsIn]) => {
    const server = await startScripted(answering(answers));
    onTestFinished(server.close);
    const credentials = ['--auth', '--auth-user', username, '--auth-password', password];
    expect(await swaks(server.port, ...(signsIn ? credentials : []))).toBe('');
    expect(server.messages()).toBe(1);
  });
});

/** Gives nothing when the message went, and swaks's own words when it didn't. */
function swaks(port: number, ...more: string[]): Promise<string> {
  const args = ['--server', '127.0.0.1', '--port', String(port), '--from', 'a@sender.test', '--to', 'b@recipient.test'];
  return new Promise((resolve) => {
    execFile('swaks', [...args, '--timeout', '10s', ...more], (error, output, errors) =>
      resolve(error ? output + errors : ''),
    );
  });
}
