import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type AppUnderTest, expectFailure, expectValue, openAppForFile } from '../app-under-test.ts';
import { certificatesForTests } from '../servers/certificates-for-tests.ts';
import { describeWithPeers } from '../servers/describe-with-peers.ts';
import { account, type Mechanism, type SmtpServerSetup, startSmtpServer } from '../servers/smtp-server.ts';
import { expectTestMessage } from './message-expectations.ts';

const mechanisms: readonly Mechanism[] = ['PLAIN', 'LOGIN', 'CRAM-MD5'];
const signIn = { 'smtp.authentication': true, 'smtp.username': account.username } as const;

/** What each option makes of each kind of server: `clear`, `tls`, or the code it fails with. */
const meanings: readonly [security: string, tls: NonNullable<SmtpServerSetup['tls']>, outcome: string][] = [
  ['none', 'none', 'clear'],
  ['none', 'offered', 'clear'],
  ['none', 'required', 'ENCRYPTION_REQUIRED'],
  ['starttls-if-available', 'none', 'clear'],
  ['starttls-if-available', 'offered', 'tls'],
  ['starttls-if-available', 'required', 'tls'],
  ['starttls', 'none', 'STARTTLS_NOT_OFFERED'],
  ['starttls', 'offered', 'tls'],
  ['starttls', 'required', 'tls'],
  ['tls', 'none', 'TLS_WRONG_VERSION'],
  ['tls', 'offered', 'TLS_WRONG_VERSION'],
  ['tls', 'implicit', 'tls'],
];

describeWithPeers(['openssl', 'python3'], 'the four secure connections', () => {
  const certificates = certificatesForTests();
  let postroom: AppUnderTest;
  beforeAll(async () => {
    postroom = await openAppForFile({ trustedAuthorities: [certificates().authority] });
  });
  afterAll(() => postroom?.close());

  const startServer = async (setup: SmtpServerSetup) => {
    const server = await startSmtpServer({ keyPair: certificates().valid, ...setup });
    onTestFinished(server.close);
    return server;
  };

  describe.each([true, false])('sign-in: %s', (signsIn) => {
    test.each(meanings)('%s, server with TLS %s: %s', async (security, tls, outcome) => {
      const server = await startServer({ tls, ...(signsIn ? { mechanisms, authenticationRequired: true } : {}) });
      const result = await postroom.test(
        { 'smtp.port': server.port, 'smtp.security': security, ...(signsIn ? signIn : {}) },
        signsIn ? { password: account.password } : {},
      );
      if (outcome !== 'clear' && outcome !== 'tls') {
        expect(result.ok ? 'it succeeded' : result.error.code).toBe(outcome);
        expect(server.messages).toHaveLength(0);
        if (security !== 'none') expect(server.signIns).toHaveLength(0);
        return;
      }
      const report = expectValue(result);
      expect(report.encryption === null).toBe(outcome === 'clear');
      expect(report.encryption?.protocol).toBe(outcome === 'tls' ? 'TLSv1.3' : undefined);
      expect(server.messages).toHaveLength(1);
      expect(server.messages[0]).toMatchObject({
        sender: 'console@sender.test',
        recipients: ['someone@recipient.test'],
        encrypted: outcome === 'tls',
        user: signsIn ? account.username : undefined,
        clientName: expect.stringMatching(/\S/),
      });
      await expectTestMessage(server.messages[0]?.content ?? Buffer.of(), report, ['someone@recipient.test']);
      expect(server.signIns.map(({ encrypted, accepted }) => ({ encrypted, accepted }))).toEqual(
        signsIn ? [{ encrypted: outcome === 'tls', accepted: true }] : [],
      );
    });
  });

  test.each(mechanisms)('signs in by %s when it is the only one offered', async (mechanism) => {
    const server = await startServer({ mechanisms: [mechanism], authenticationRequired: true });
    const result = await postroom.test({ 'smtp.port': server.port, ...signIn }, { password: account.password });
    expectValue(result);
    expect(server.signIns).toEqual([{ method: mechanism, username: 'alice', encrypted: false, accepted: true }]);
  });

  test.each(mechanisms)(
    'a wrong password by %s is AUTH_REJECTED, tried once, and nothing is sent',
    async (mechanism) => {
      const server = await startServer({ mechanisms: [mechanism] });
      const result = await postroom.test({ 'smtp.port': server.port, ...signIn }, { password: 'wrong' });
      expectFailure(result, 'AUTH_REJECTED');
      expect(server.signIns).toHaveLength(1);
      expect(server.messages).toHaveLength(0);
    },
  );

  test('a sign-in that the server doesn’t offer is a failure, and no message goes out without it', async () => {
    const server = await startServer({});
    const result = await postroom.test({ 'smtp.port': server.port, ...signIn }, { password: account.password });
    expectFailure(result, 'AUTH_NOT_OFFERED');
    expect(server.messages).toHaveLength(0);
  });

  test('a sign-in that the server takes only after TLS, which was not chosen, says so', async () => {
    const server = await startServer({ tls: 'offered', mechanisms: ['PLAIN'], authenticationAfterTlsOnly: true });
    const result = await postroom.test({ 'smtp.port': server.port, ...signIn }, { password: account.password });
    expect(expectFailure(result, 'ENCRYPTION_REQUIRED').help).toMatch(/STARTTLS/);
    expect(server.messages).toHaveLength(0);
  });

  test('a sign-in without any password is refused before anything connects', async () => {
    const server = await startServer({ mechanisms });
    const result = await postroom.test({ 'smtp.port': server.port, ...signIn });
    expect(expectFailure(result, 'INVALID_INPUT').field).toMatch(/password/);
    expect(server.connections()).toBe(0);
  });

  test('the stored password signs in', async () => {
    const server = await startServer({ mechanisms, authenticationRequired: true });
    const own = await openAppForFile();
    onTestFinished(own.close);
    await own.app.dispatch('settings.setPassword', { password: account.password });
    const result = await own.test({ 'smtp.port': server.port, ...signIn });
    expect(expectValue(result).status).toBe('sent');
    expect(server.signIns.map(({ accepted }) => accepted)).toEqual([true]);
  });

  test('a host name is looked up, and its certificate is for that name', async () => {
    const server = await startServer({ tls: 'implicit' });
    const result = await postroom.test({ 'smtp.host': 'localhost', 'smtp.port': server.port, 'smtp.security': 'tls' });
    const { encryption, steps } = expectValue(result);
    expect(encryption?.certificate).toMatchObject({
      subject: 'CN=localhost',
      names: expect.arrayContaining(['localhost']),
    });
    expect(encryption?.certificate.problems).toEqual([]);
    expect(steps[0]).toMatchObject({ step: 'lookup', status: 'ok', detail: expect.stringContaining('127.0.0.1') });
  });
});
