import { X509Certificate } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import { operations } from '../../src/shared/contract.ts';
import type { Result } from '../../src/shared/result.ts';
import {
  type AppUnderTest,
  type Changes,
  expectFailure,
  expectValue,
  openAppUnderTest,
  reportOf,
  smtpChanges,
} from '../app-under-test.ts';
import { offering, signIn } from '../mail/failure-case.ts';
import { formsOf, tracesIn } from '../security/traces.ts';
import { type Answers, answering, silence } from '../servers/answers.ts';
import { certificatesForTests } from '../servers/certificates-for-tests.ts';
import { startScripted } from '../servers/scripted.ts';
import { account, startSmtpServer } from '../servers/smtp-server.ts';
import { waitFor } from '../wait.ts';

const certificates = certificatesForTests();
const base64 = (text: string) => Buffer.from(text).toString('base64');

async function reportText(postroom: AppUnderTest, input: object): Promise<string> {
  const result = await postroom.app.dispatch('log.supportReport', input);
  return operations['log.supportReport'].output.parse(expectValue(result)).text;
}

async function scripted(answers: Answers): Promise<number> {
  const server = await startScripted(answering(answers));
  onTestFinished(server.close);
  return server.port;
}

async function save(postroom: AppUnderTest, changes: Changes): Promise<void> {
  expectValue(await postroom.app.dispatch('settings.change', { changes: smtpChanges(changes) }));
}

describe('the report', () => {
  test('has everything that is known of a session that went well', async () => {
    const keyPair = certificates().valid;
    const server = await startSmtpServer({ tls: 'offered', keyPair, mechanisms: ['PLAIN'] });
    onTestFinished(server.close);
    const postroom = await openAppUnderTest();
    await save(postroom, {
      'smtp.port': server.port,
      'smtp.security': 'starttls',
      'smtp.trustedAuthority': certificates().authority,
      'smtp.greetingTimeout': 9,
      ...signIn,
    });
    expectValue(await postroom.app.dispatch('settings.setPassword', { password: account.password }));
    const result = await postroom.test({});
    expectValue(result);
    const text = await reportText(postroom, { id: 1 });
    const { fingerprint256 } = new X509Certificate(keyPair.cert);
    const lines = [
      /^Log entry 1, attempt 1 of 1\.$/m,
      /^Made \d{4}-\d\d-\d\dT[\d:.]+Z \(\d{4}-\d\d-\d\d [\d:]+ [+-]\d\d:\d\d\)\.$/m,
      /^Postroom +\d+\.\d+\.\d+$/m,
      new RegExp(`^Node\\.js +${process.versions.node}$`, 'm'),
      /^Operating system +\S+/m,
      /^Status +sent$/m,
      new RegExp(`^Server +127\\.0\\.0\\.1:${server.port}$`, 'm'),
      /^Sender +‹user 1›@sender\.test$/m,
      /^‹user 2›@recipient\.test +accepted {2}250/m,
      /^Subject +Postroom test message$/m,
      new RegExp(`^Message-ID +${reportOf(result).messageId}$`, 'm'),
      /^It was made with revision 3, which is the active one\.$/m,
      /^message\.from +‹name› <‹user 1›@sender\.test>$/m,
      /^smtp\.username +‹user name›$/m,
      /^smtp\.greetingTimeout +9$/m,
      new RegExp(
        `^smtp\\.trustedAuthority +a certificate, SHA-256 ${new X509Certificate(certificates().authority).fingerprint256}$`,
        'm',
      ),
      /^smtp\.trustedCertificate +\(empty\)$/m,
      /^password stored +yes$/m,
      /^client key’s passphrase stored +no$/m,
      /^sign-in +ok +\d+ ms {2}PLAIN, as ‹user name›$/m,
      /^Protocol +TLSv1\.3$/m,
      /^Trusted +An authority that the settings name vouches for it\.$/m,
      new RegExp(`^SHA-256 +${fingerprint256}$`, 'm'),
      /^ +\d+ ms {2}> MAIL FROM:<‹user 1›@sender\.test>/m,
      /^ +\d+ ms {2}> RCPT TO:<‹user 2›@recipient\.test>$/m,
      /^ +\d+ ms {2}< 250/m,
    ];
    for (const line of lines) expect(text).toMatch(line);
    expect(text).not.toMatch(/someone|console@|alice|BEGIN CERTIFICATE/);
    expect(text).not.toContain('Failure\n');
    expect(tracesIn(text, formsOf(account.password, account.username))).toEqual([]);
  });

  test('has the failure with its advice, the problems of the certificate, and its cures without PEM', async () => {
    const server = await startSmtpServer({ tls: 'implicit', keyPair: certificates().selfSigned });
    onTestFinished(server.close);
    const postroom = await openAppUnderTest();
    const result = await postroom.test({ 'smtp.port': server.port, 'smtp.security': 'tls' });
    const failure = expectFailure(result, 'CERTIFICATE_SELF_SIGNED');
    const text = await reportText(postroom, { id: 1, attempt: 1 });
    expect(text).toMatch(/^Code +CERTIFICATE_SELF_SIGNED$/m);
    expect(text).toContain(failure.message);
    expect(text).toContain(failure.help);
    expect(text).toMatch(/^Problems +CERTIFICATE_SELF_SIGNED: /m);
    expect(text).toMatch(/^Trusted +no$/m);
    expect(text).toMatch(/^The test was made with these values, which were not saved \(revision 1 is active\)/m);
    expect(text).toMatch(/^smtp\.security +tls$/m);
    expect(text).toMatch(new RegExp(`^smtp\\.port +${server.port}$`, 'm'));
    expect(text).not.toContain('BEGIN CERTIFICATE');
  });

  test('names no folder of a file, in the settings and in what went wrong', async () => {
    const postroom = await openAppUnderTest();
    const path = '/home/m.mustermann/certificates/client.pem';
    await postroom.test({ 'smtp.port': 1, 'smtp.security': 'tls', 'smtp.clientCertificateFile': path });
    const text = await reportText(postroom, { id: 1 });
    expect(text).toContain('CLIENT_CERTIFICATE_INVALID');
    expect(text).toMatch(/client\.pem was not found/);
    expect(text).not.toMatch(/mustermann|\/home/);
  });

  test('says when there was no encryption, and when it can’t be told', async () => {
    const postroom = await openAppUnderTest();
    await postroom.test({ 'smtp.port': await scripted({}) });
    await postroom.test({ 'smtp.port': await scripted({ connect: '554 5.7.1 Go away\r\n' }) });
    expect(await reportText(postroom, { id: 1 })).toContain('The session was not encrypted.');
    expect(await reportText(postroom, { id: 2 })).toContain('Nothing is known of it: the session ended before that');
  });

  test('is made with the revision that the delivery was made with', async () => {
    const postroom = await openAppUnderTest();
    await save(postroom, { 'smtp.port': await scripted({}), 'smtp.idleTimeout': 11 });
    expectValue(await postroom.test({}));
    await save(postroom, { 'smtp.idleTimeout': 12 });
    const text = await reportText(postroom, { id: 1 });
    expect(text).toMatch(/^It was made with revision 2\. By now revision 3 is active\.$/m);
    expect(text).toMatch(/^smtp\.idleTimeout +11$/m);
  });

  test('can be had while the attempt is under way', async () => {
    const postroom = await openAppUnderTest();
    const running = postroom.test({ 'smtp.port': await scripted({ MAIL: silence }) }, { testId: 'under way' });
    await waitFor(
      'the test to be under way',
      () => postroom.events.some(({ name }) => name === 'log.changed') || undefined,
    );
    const text = await reportText(postroom, { id: 1 });
    expect(text).toMatch(/^Status +sending$/m);
    expect(text).toContain('There is none: nothing was connected, or the attempt is still under way.');
    await postroom.app.dispatch('test.cancel', { testId: 'under way' });
    await running;
  });

  test('has a name that says what it is about', async () => {
    const postroom = await openAppUnderTest();
    await postroom.test({ 'smtp.port': await scripted({}) });
    const result = await postroom.app.dispatch('log.supportReport', { id: 1 });
    expect(expectValue(result)).toMatchObject({ name: 'postroom-support-1-1.txt' });
  });

  test.each([
    [{ id: 7 }, 'NOT_FOUND', 'id'],
    [{ id: 1, attempt: 2 }, 'NOT_FOUND', 'attempt'],
    [{ id: 0 }, 'INVALID_INPUT', 'id'],
    [{ id: 1, attempt: 0 }, 'INVALID_INPUT', 'attempt'],
    [{ id: '1' }, 'INVALID_INPUT', 'id'],
    [{}, 'INVALID_INPUT', 'id'],
    [{ id: 1, file: '/etc/passwd' }, 'INVALID_INPUT', 'file'],
  ] as const)('of %j there is none', async (input, code, field) => {
    const postroom = await openAppUnderTest();
    await postroom.test({ 'smtp.port': await scripted({}) });
    const result = (await postroom.app.dispatch('log.supportReport', input)) as Result<unknown>;
    expect(expectFailure(result, code).field).toBe(field);
  });
});

describe('nothing in it tells of a person', () => {
  const username = 'ACME\\svc-relay';
  const sender = 'frieda.sender@sender.test';
  const recipients = ['Paula.Quell@recipient.test', '"otto o\'mail"@recipient.test'];
  const person = /frieda|paula|quell|otto|svc|relay|stranger/i;
  const everything = [...recipients, sender, username, 'svc-relay', '<stranger@elsewhere.test>', base64(sender)].join(
    ' ',
  );

  test.for<[where: string, answers: Answers]>([
    ['the greeting', { connect: `220 mail ${everything}\r\n` }],
    ['the answer to EHLO', { EHLO: offering('AUTH PLAIN', `X-${base64(sender)}`, `X ${everything}`) }],
    ['the challenge', { AUTH: `334 ${base64(username)}\r\n` }],
    ['the refused sign-in', { AUTH: `535-5.7.8 ${everything}\r\n535-5.7.8 svc-re\r\n535 5.7.8 lay\r\n` }],
    ['the accepted sign-in', { AUTH: `235 2.7.0 Welcome ${everything}\r\n` }],
    ['the answer to MAIL', { MAIL: `250 2.1.0 ${everything}\r\n` }],
    [
      'the refused sender',
      { MAIL: `550-5.7.1 ${everything}\r\n550-5.7.1 <frieda.sen\r\n550 5.7.1 der@sender.test>\r\n` },
    ],
    [
      'the refused recipient',
      { RCPT: `550-5.1.1 <paula.qu\r\n550-5.1.1 ell@recipient.test>\r\n550 5.1.1 ${everything}\r\n` },
    ],
    ['the refused message', { message: `554 5.7.1 ${everything} ${encodeURIComponent(everything)}\r\n` }],
    ['the last answer', { message: `250 2.0.0 Queued for ${everything.toUpperCase()}\r\n` }],
    ['a hang-up', { DATA: `421 4.3.0 Bye ${everything}\r\n` }],
  ])('when a server repeats everything in %s', async ([, answers]) => {
    const port = await scripted({ EHLO: offering('AUTH PLAIN'), ...answers });
    const postroom = await openAppUnderTest();
    const changes = {
      'smtp.port': port,
      'smtp.authentication': true,
      'smtp.allowClearTextPassword': true,
      'smtp.username': username,
      'message.from': `Frieda Stranger <${sender}>`,
      'smtp.clientKeyFile': 'C:\\Users\\Frieda Stranger\\client.pem',
    };
    const input = { to: recipients.join(', '), password: account.password };
    // Once with values that are not saved, and once saved.
    await postroom.test(changes, input);
    await save(postroom, changes);
    await postroom.test({}, input);
    for (const id of [1, 2]) {
      const text = await reportText(postroom, { id });
      expect(text).toMatch(/^Transcript/m);
      // The breaks of a reply are taken out, so that halves of a name would be found as well.
      const joined = text.replace(/\n +(\d{3}[ -])?([245]\.\d\.\d )?/g, '');
      expect([...joined.matchAll(new RegExp(`.{0,30}${person.source}.{0,30}`, 'gi'))].map(String)).toEqual([]);
      for (const run of text.match(/[A-Za-z0-9+/]{12,}/g) ?? []) {
        expect(Buffer.from(run, 'base64').toString('latin1')).not.toMatch(person);
      }
      expect(tracesIn(text, formsOf(account.password, username))).toEqual([]);
      expect(text).toContain('@recipient.test');
    }
  });
});
