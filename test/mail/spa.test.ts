import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Result } from '../../src/shared/result.ts';
import type { TestReport } from '../../src/shared/test-message.ts';
import {
  type AppUnderTest,
  expectFailure,
  expectValue,
  openAppForFile,
  openAppUnderTest,
  reportOf,
} from '../app-under-test.ts';
import { formsOf, tracesIn, tracesInFolder } from '../security/traces.ts';
import { answering } from '../servers/answers.ts';
import { certificatesForTests } from '../servers/certificates-for-tests.ts';
import { describeWithPeers } from '../servers/describe-with-peers.ts';
import { type RunningPostfix, startPostfix } from '../servers/postfix.ts';
import { headerOf, readWithPython } from '../servers/python-message.ts';
import { startSamba } from '../servers/samba.ts';
import { type ScriptedServer, startScripted } from '../servers/scripted.ts';
import { asciiAccount } from '../servers/smtp-server.ts';
import { offering } from './failure-case.ts';
import { challengeMessage, NTLM, USUAL_FLAGS } from './ntlm/challenges.ts';

const { username, password } = asciiAccount;
const spa = {
  'smtp.spa': true,
  'smtp.authentication': true,
  'smtp.username': username,
  'smtp.allowClearTextPassword': false,
};
/** How every NTLM message begins in base64 (MS-NLMP section 2.2.1). */
const NTLM_MESSAGE = 'TlRMTVNTUA';

/** Nothing that is kept or told has the password, a message of the sign-in, or the server's challenge. */
async function expectNoTraces(postroom: AppUnderTest, result: Result<TestReport>, server?: ScriptedServer) {
  const transcript = await postroom.transcript(result);
  const told = JSON.stringify([postroom.events, result, await postroom.logged(result), transcript]);
  const forms = formsOf(password, username);
  expect(tracesIn(told, forms)).toEqual([]);
  expect(await tracesInFolder(postroom.dataFolder, forms)).toEqual([]);
  expect(told).not.toContain(NTLM_MESSAGE);
  for (const line of server?.lines ?? []) if (line.startsWith(NTLM_MESSAGE)) expect(told).not.toContain(line);
  expect(transcript).toContain('client: AUTH NTLM\n');
}

describeWithPeers(['cyrus', 'openssl', 'python3'], 'SPA with Postfix and Cyrus SASL', () => {
  const certificates = certificatesForTests();
  let postfix: RunningPostfix;
  beforeAll(async () => {
    postfix = await startPostfix(certificates());
  });
  afterAll(() => postfix?.close());

  const open = () => openAppUnderTest({ trustedAuthorities: [certificates().authority] });

  test.each([
    ['user', username, '', 'none'],
    ['DOMAIN\\user, encrypted', `OFFICE\\${username}`, '', 'starttls'],
    ['user@domain', `${username}@mx.postroom.test`, '', 'none'],
    ['user and a domain of its own', username, 'OFFICE', 'starttls'],
  ])('%s signs in and the message is delivered', async (_, name, domain, security) => {
    const postroom = await open();
    const changes = { 'smtp.port': postfix.ports.cyrus, ...spa, 'smtp.username': name, 'smtp.domain': domain };
    const result = await postroom.test({ ...changes, 'smtp.security': security }, { password });
    const report = expectValue(result);
    expect(report.steps.find(({ step }) => step === 'sign-in')).toMatchObject({
      status: 'ok',
      detail: expect.stringContaining('NTLM'),
    });
    const message = await readWithPython(await postfix.delivered(report.messageId));
    expect(headerOf(message, 'Subject')).toMatch(/\S/);
    expect(await postfix.log()).toMatch(/sasl_method=NTLM, sasl_username=bob/);
    await expectNoTraces(postroom, result);
  });

  test('a wrong password is refused in the server’s own words, and nothing is tried instead', async () => {
    const postroom = await open();
    const result = await postroom.test({ 'smtp.port': postfix.ports.cyrus, ...spa }, { password: 'wrong' });
    const error = expectFailure(result, 'AUTH_REJECTED');
    expect(`${error.message} ${reportOf(result).reply}`).toContain('535 5.7.8');
    const commands = (await postroom.transcript(result)).match(/^client: .*$/gm) ?? [];
    expect(commands.filter((line) => line.includes('AUTH'))).toEqual(['client: AUTH NTLM']);
    expect(commands.at(-1)).toBe('client: QUIT');
  });
});

describeWithPeers(['samba'], 'SPA with Samba', () => {
  test('signs in by NTLM with an integrity code, and leaves no trace', async () => {
    const server = await startSamba(password);
    onTestFinished(server.close);
    const postroom = await openAppUnderTest();
    const result = await postroom.test({ 'smtp.port': server.port, ...spa }, { password, until: 'sign-in' });
    expect(expectValue(result)).toMatchObject({ status: 'checked', reply: expect.stringContaining('235 2.7.0') });
    await expectNoTraces(postroom, result, server);
  });

  test('a wrong password is AUTH_REJECTED, tried once', async () => {
    const server = await startSamba('another one');
    onTestFinished(server.close);
    const postroom = await openAppUnderTest();
    const result = await postroom.test({ 'smtp.port': server.port, ...spa }, { password, until: 'sign-in' });
    expectFailure(result, 'AUTH_REJECTED');
    expect(server.lines.filter((line) => line.startsWith('AUTH'))).toEqual(['AUTH NTLM']);
    await expectNoTraces(postroom, result, server);
  });
});

describe('SPA with servers that play tricks', () => {
  let postroom: AppUnderTest;
  beforeAll(async () => {
    postroom = await openAppForFile();
  });
  afterAll(() => postroom?.close());

  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
  const challenging = (...replies: readonly string[]) =>
    startScripted(
      answering({
        EHLO: offering('AUTH NTLM PLAIN'),
        AUTH: async ({ send, line }) => {
          for (const reply of replies) {
            await send(`${reply}\r\n`);
            if ((await line()) === undefined) return 'stop';
          }
          await send('535 5.7.8 Cancelled\r\n');
          return 'go on';
        },
      }),
    );

  test.each([
    ['garbage for a challenge', 'AAAA', 'not an NTLM challenge'],
    ['no base64', '?! not base64 !?', 'not an NTLM challenge'],
    ['NTLM version 1 alone', base64(challengeMessage({ flags: USUAL_FLAGS & ~NTLM })), 'NTLM version 1'],
  ])('%s is told as that, and no response goes out', async (_, challenge, sentence) => {
    const server = await challenging('334 ', `334 ${challenge}`);
    onTestFinished(server.close);
    const result = await postroom.test({ 'smtp.port': server.port, ...spa }, { password });
    const error = expectFailure(result, 'AUTH_REJECTED');
    expect(error.message).toContain(sentence);
    expect(error.message).toContain('127.0.0.1');
    expect(error.help).toContain('The password was not sent.');
    const [, auth, negotiate, ...rest] = server.lines;
    expect(auth).toBe('AUTH NTLM');
    expect(negotiate).toMatch(new RegExp(`^${NTLM_MESSAGE}`));
    expect(rest).toEqual(['*', 'QUIT']);
    await expectNoTraces(postroom, result, server);
    expect(await postroom.transcript(result)).not.toContain(challenge);
  });

  test('a server that repeats the response in its refusal does not get it into the transcript', async () => {
    const server = await startScripted(
      answering({
        EHLO: offering('AUTH NTLM'),
        AUTH: async ({ send, line }) => {
          await send('334 \r\n');
          await line();
          await send(`334 ${base64(challengeMessage())}\r\n`);
          await send(`535 5.7.8 No: ${await line()}\r\n`);
          return 'go on';
        },
      }),
    );
    onTestFinished(server.close);
    const result = await postroom.test({ 'smtp.port': server.port, ...spa }, { password });
    expectFailure(result, 'AUTH_REJECTED');
    await expectNoTraces(postroom, result, server);
  });
});
