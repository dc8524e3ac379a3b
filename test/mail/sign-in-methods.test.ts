import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { FailureCode } from '../../src/shared/result.ts';
import {
  type AppUnderTest,
  type Changes,
  expectFailure,
  expectValue,
  openAppForFile,
  reportOf,
} from '../app-under-test.ts';
import { formsOf, tracesIn, tracesInFolder } from '../security/traces.ts';
import { answering } from '../servers/answers.ts';
import { certificatesForTests } from '../servers/certificates-for-tests.ts';
import { describeWithPeers } from '../servers/describe-with-peers.ts';
import { startScripted } from '../servers/scripted.ts';
import { account, type Mechanism, startSmtpServer } from '../servers/smtp-server.ts';
import { offering, signIn } from './failure-case.ts';

const { password } = account;
const inClear = { 'smtp.allowClearTextPassword': true };
const neverInClear = { 'smtp.allowClearTextPassword': false };

describe('the method to sign in with', () => {
  let postroom: AppUnderTest;
  beforeAll(async () => {
    postroom = await openAppForFile();
  });
  afterAll(() => postroom?.close());

  const startServer = async (mechanisms: readonly Mechanism[]) => {
    const server = await startSmtpServer({ mechanisms, authenticationRequired: true });
    onTestFinished(server.close);
    return server;
  };
  const startOffering = async (...keywords: string[]) => {
    const server = await startScripted(answering({ EHLO: offering(...keywords) }));
    onTestFinished(server.close);
    return server;
  };
  const tried = (port: number, changes: Changes) =>
    postroom.test({ 'smtp.port': port, ...signIn, ...changes }, { password });

  test.each<[readonly Mechanism[], Mechanism]>([
    [['PLAIN', 'LOGIN', 'CRAM-MD5'], 'CRAM-MD5'],
    [['CRAM-MD5', 'LOGIN', 'PLAIN'], 'CRAM-MD5'],
    [['LOGIN', 'PLAIN'], 'PLAIN'],
    [['LOGIN', 'CRAM-MD5'], 'CRAM-MD5'],
    [['LOGIN'], 'LOGIN'],
  ])('automatic takes of %j the strongest, %s', async (offered, taken) => {
    const server = await startServer(offered);
    const report = expectValue(await tried(server.port, inClear));
    expect(server.signIns).toEqual([{ method: taken, username: account.username, encrypted: false, accepted: true }]);
    expect(report.steps.find(({ step }) => step === 'sign-in')?.detail).toContain(taken);
  });

  test.each<[string, Mechanism]>([
    ['plain', 'PLAIN'],
    ['login', 'LOGIN'],
    ['cram-md5', 'CRAM-MD5'],
  ])('%s is taken when it is chosen, whatever else is offered', async (method, taken) => {
    const server = await startServer(['PLAIN', 'LOGIN', 'CRAM-MD5']);
    expectValue(await tried(server.port, { ...inClear, 'smtp.authenticationMethod': method }));
    expect(server.signIns.map((each) => each.method)).toEqual([taken]);
  });

  test('a server that writes AUTH= as before RFC 2554 is understood', async () => {
    const server = await startOffering('AUTH=PLAIN');
    expectValue(await tried(server.port, inClear));
  });

  const notOffered: readonly [what: string, Changes, keywords: string[], FailureCode, named: string[]][] = [
    [
      'CRAM-MD5',
      { 'smtp.authenticationMethod': 'cram-md5' },
      ['AUTH PLAIN LOGIN'],
      'AUTH_METHOD_NOT_OFFERED',
      ['PLAIN, LOGIN', 'CRAM-MD5'],
    ],
    [
      'PLAIN',
      { 'smtp.authenticationMethod': 'plain' },
      ['AUTH LOGIN XOAUTH2'],
      'AUTH_METHOD_NOT_OFFERED',
      ['LOGIN, XOAUTH2', 'PLAIN'],
    ],
    [
      'LOGIN',
      { 'smtp.authenticationMethod': 'login' },
      ['AUTH PLAIN', 'AUTH CRAM-MD5'],
      'AUTH_METHOD_NOT_OFFERED',
      ['PLAIN, CRAM-MD5', 'LOGIN'],
    ],
    [
      'SPA',
      { 'smtp.spa': true },
      ['AUTH PLAIN LOGIN CRAM-MD5'],
      'AUTH_METHOD_NOT_OFFERED',
      ['PLAIN, LOGIN, CRAM-MD5', 'NTLM'],
    ],
    [
      'SPA by another method’s setting',
      { 'smtp.spa': true, 'smtp.authenticationMethod': 'plain' },
      ['AUTH PLAIN'],
      'AUTH_METHOD_NOT_OFFERED',
      ['PLAIN', 'NTLM'],
    ],
    ['any, where there is only NTLM,', {}, ['AUTH NTLM GSSAPI'], 'AUTH_NOT_OFFERED', ['NTLM, GSSAPI']],
    [
      'SPA, where there is no sign-in at all,',
      { 'smtp.spa': true },
      [],
      'AUTH_METHOD_NOT_OFFERED',
      ['offers no sign-in', 'NTLM'],
    ],
  ];

  test.each(notOffered)(
    '%s is refused when it is not offered, and nothing is sent',
    async (_, changes, keywords, code, named) => {
      const server = await startOffering(...keywords);
      const result = await tried(server.port, { ...inClear, ...changes });
      const error = expectFailure(result, code);
      for (const each of named) expect(error.message).toContain(each);
      expect(error.help).toMatch(/\S/);
      expect(reportOf(result).steps.find(({ status }) => status === 'failed')?.step).toBe('sign-in');
      expect(server.lines).toEqual([expect.stringMatching(/^EHLO /), 'QUIT']);
    },
  );

  test.each<[string, Changes, string]>([
    ['automatic', {}, 'AUTH PLAIN LOGIN'],
    ['PLAIN', { 'smtp.authenticationMethod': 'plain' }, 'AUTH PLAIN CRAM-MD5'],
    ['LOGIN', { 'smtp.authenticationMethod': 'login' }, 'AUTH LOGIN CRAM-MD5'],
  ])('the password does not go out unencrypted by %s', async (_, changes, offer) => {
    for (const security of ['none', 'starttls-if-available']) {
      const server = await startOffering(offer);
      const result = await tried(server.port, { ...neverInClear, ...changes, 'smtp.security': security });
      const error = expectFailure(result, 'AUTH_IN_CLEAR_REFUSED');
      expect(error.help).toContain('SSL/TLS');
      expect(server.lines).toEqual([expect.stringMatching(/^EHLO /), 'QUIT']);
    }
  });

  test('where STARTTLS is offered but None was chosen, it is named as the way out', async () => {
    const server = await startOffering('AUTH PLAIN', 'STARTTLS');
    const error = expectFailure(await tried(server.port, neverInClear), 'AUTH_IN_CLEAR_REFUSED');
    expect(error.help).toContain('The server offers STARTTLS');
    expect(error.message).toContain('PLAIN');
  });

  test('CRAM-MD5 shows no password, so it goes unencrypted', async () => {
    const server = await startServer(['PLAIN', 'LOGIN', 'CRAM-MD5']);
    expectValue(await tried(server.port, neverInClear));
    expect(server.signIns.map((each) => each.method)).toEqual(['CRAM-MD5']);
  });

  test.each(['automatic', 'plain', 'login'])(
    'the password goes out unencrypted by %s once that is allowed',
    async (method) => {
      const server = await startServer(['PLAIN', 'LOGIN']);
      expectValue(await tried(server.port, { ...inClear, 'smtp.authenticationMethod': method }));
      expect(server.signIns).toEqual([expect.objectContaining({ encrypted: false, accepted: true })]);
    },
  );

  test('a response by CRAM-MD5 that the server repeats is masked', async () => {
    const responses: string[] = [];
    const server = await startScripted(
      answering({
        EHLO: offering('AUTH CRAM-MD5'),
        AUTH: async ({ send, line }) => {
          await send(`334 ${Buffer.from('<1.2@mail.postroom.test>').toString('base64')}\r\n`);
          responses.push((await line()) ?? '');
          await send(`535 5.7.8 Not ${responses[0]}\r\n`);
          return 'go on';
        },
      }),
    );
    onTestFinished(server.close);
    const result = await tried(server.port, neverInClear);
    expectFailure(result, 'AUTH_REJECTED');
    const told = JSON.stringify([result, await postroom.logged(result), await postroom.transcript(result)]);
    expect(responses[0]).toMatch(/^[A-Za-z0-9+/=]{40,}$/);
    expect(told).not.toContain(responses[0]);
  });

  test('a sign-in is not missed by a test that stops before it', async () => {
    const server = await startOffering('AUTH PLAIN');
    const result = await postroom.test(
      { 'smtp.port': server.port, ...signIn, ...neverInClear },
      { password, until: 'reach' },
    );
    expect(expectValue(result).status).toBe('checked');
  });
});

describeWithPeers(['openssl'], 'the method to sign in with, over TLS', () => {
  const certificates = certificatesForTests();

  test.each<[string, Mechanism]>([
    ['plain', 'PLAIN'],
    ['login', 'LOGIN'],
    ['cram-md5', 'CRAM-MD5'],
    ['automatic', 'PLAIN'],
  ])('%s needs no permission, and its traces are nowhere', async (method, taken) => {
    const mechanisms: readonly Mechanism[] =
      method === 'automatic' ? ['LOGIN', 'PLAIN'] : ['LOGIN', 'PLAIN', 'CRAM-MD5'];
    const server = await startSmtpServer({ tls: 'offered', keyPair: certificates().valid, mechanisms });
    onTestFinished(server.close);
    const postroom = await openAppForFile({ trustedAuthorities: [certificates().authority] });
    onTestFinished(postroom.close);
    const secured = { 'smtp.port': server.port, 'smtp.security': 'starttls', 'smtp.authenticationMethod': method };
    const result = await postroom.test({ ...secured, ...signIn, ...neverInClear }, { password });
    expectValue(result);
    expect(server.signIns).toEqual([{ method: taken, username: account.username, encrypted: true, accepted: true }]);
    const forms = formsOf(password, account.username);
    const told = JSON.stringify([
      postroom.events,
      result,
      await postroom.logged(result),
      await postroom.transcript(result),
    ]);
    expect(tracesIn(told, forms)).toEqual([]);
    expect(await tracesInFolder(postroom.dataFolder, forms)).toEqual([]);
  });
});
