import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { FailureCode } from '../../src/shared/result.ts';
import type { TestInput } from '../../src/shared/test-message.ts';
import { type AppUnderTest, type Changes, expectFailure, expectValue, openAppForFile } from '../app-under-test.ts';
import { type Answers, answering, upgrade } from '../servers/answers.ts';
import type { Certificates } from '../servers/certificates.ts';
import { certificatesForTests } from '../servers/certificates-for-tests.ts';
import { describeWithPeers } from '../servers/describe-with-peers.ts';
import { type ServerSession, startScripted } from '../servers/scripted.ts';
import { account, type SmtpServerSetup, startSmtpServer } from '../servers/smtp-server.ts';
import { ifAvailable, offering, type Serve, signIn, starttls, tls } from './failure-case.ts';

const server =
  (setup: SmtpServerSetup, certificate: keyof Certificates = 'valid'): Serve =>
  (certificates) =>
    startSmtpServer({ ...setup, keyPair: certificates[certificate] as Certificates['valid'] });
const scripted =
  (answers: (certificates: Certificates) => Answers): Serve =>
  (certificates) =>
    startScripted(answering(answers(certificates)));

const none = { 'smtp.security': 'none' };
const password = { password: account.password };
const neverInClear = { 'smtp.allowClearTextPassword': false };
const pinned = (name: 'selfSigned' | 'valid') => (certificates: Certificates) => ({
  'smtp.trustedCertificate': certificates[name].cert,
});
const officeAccount = { 'smtp.authentication': true, 'smtp.username': 'alice@office.test' };

/** Takes mail from one address only, and knows the password whatever it is. */
const ownSenderOnly = scripted(() => ({
  EHLO: offering('AUTH PLAIN'),
  MAIL: async ({ send }: ServerSession, line: string) => {
    const own = line.startsWith('MAIL FROM:<alice@office.test>');
    await send(own ? '250 2.1.0 Ok\r\n' : '553 5.7.1 Sender address rejected: not owned by user\r\n');
    return 'go on';
  },
}));

/** Offers CRAM-MD5, and has the password in a form that it can't be checked against. */
const brokenCram = scripted(({ valid }) => ({
  EHLO: offering('STARTTLS', 'AUTH CRAM-MD5 LOGIN PLAIN'),
  STARTTLS: upgrade(valid),
  AUTH: async ({ send, line }: ServerSession, command: string) => {
    if (command.startsWith('AUTH PLAIN ')) await send('235 2.7.0 Ok\r\n');
    else {
      await send(`334 ${Buffer.from('<1@mail.postroom.test>').toString('base64')}\r\n`);
      await line();
      await send('535 5.7.8 Error: authentication failed\r\n');
    }
    return 'go on';
  },
}));

const signInAfterTls = scripted(({ valid }) => ({
  EHLO: async ({ isEncrypted, send }: ServerSession) => {
    await send(isEncrypted() ? offering('AUTH PLAIN') : offering('STARTTLS'));
    return 'go on';
  },
  STARTTLS: upgrade(valid),
}));

const signedInSessions = new WeakSet<ServerSession>();
const signInToRelay = scripted(() => ({
  EHLO: offering('AUTH PLAIN'),
  RCPT: async (session: ServerSession) => {
    const signedIn = signedInSessions.has(session);
    await session.send(signedIn ? '250 2.1.5 Ok\r\n' : '554 5.7.1 <someone@recipient.test>: Relay access denied\r\n');
    return 'go on';
  },
  AUTH: async (session: ServerSession) => {
    signedInSessions.add(session);
    await session.send('235 2.7.0 Ok\r\n');
    return 'go on';
  },
}));

type Case = readonly [
  what: string,
  code: FailureCode,
  serve: Serve,
  changes: Changes | ((certificates: Certificates) => Changes),
  /** What the first cure changes. */
  keys: readonly string[],
  input?: Partial<TestInput>,
];

const cases: readonly Case[] = [
  ['TLS on a port that upgrades', 'TLS_WRONG_VERSION', server({ tls: 'offered' }), tls, ['smtp.security', 'smtp.port']],
  ['None on a TLS port', 'TLS_WRONG_VERSION', server({ tls: 'implicit' }), none, ['smtp.security', 'smtp.port']],
  [
    'STARTTLS on a TLS port',
    'TLS_WRONG_VERSION',
    server({ tls: 'implicit' }),
    starttls,
    ['smtp.security', 'smtp.port'],
  ],
  ['no encryption', 'ENCRYPTION_REQUIRED', server({ tls: 'required' }), none, ['smtp.security', 'smtp.port']],
  [
    'no sign-in',
    'AUTH_REQUIRED',
    server({ mechanisms: ['PLAIN'], authenticationRequired: true }),
    { 'smtp.username': account.username },
    ['smtp.authentication'],
    password,
  ],
  [
    'no sign-in at a relay',
    'RECIPIENT_REJECTED',
    signInToRelay,
    { 'smtp.username': 'alice' },
    ['smtp.authentication'],
    password,
  ],
  [
    'a sign-in that is offered after TLS only',
    'AUTH_NOT_OFFERED',
    signInAfterTls,
    { ...none, ...signIn },
    ['smtp.security', 'smtp.port'],
    password,
  ],
  [
    'a method that isn’t offered',
    'AUTH_METHOD_NOT_OFFERED',
    server({ mechanisms: ['PLAIN'] }),
    { ...signIn, 'smtp.authenticationMethod': 'cram-md5' },
    ['smtp.authenticationMethod'],
    password,
  ],
  [
    'SPA that isn’t offered',
    'AUTH_METHOD_NOT_OFFERED',
    server({ mechanisms: ['PLAIN'] }),
    { ...signIn, 'smtp.spa': true },
    ['smtp.spa'],
    password,
  ],
  [
    'a password in clear',
    'AUTH_IN_CLEAR_REFUSED',
    server({ tls: 'offered', mechanisms: ['PLAIN'] }),
    { ...none, ...signIn, ...neverInClear },
    ['smtp.security', 'smtp.port'],
    password,
  ],
  [
    'CRAM-MD5 that is refused',
    'AUTH_REJECTED',
    brokenCram,
    { ...starttls, ...signIn },
    ['smtp.authenticationMethod'],
    password,
  ],
  ['a sender of somebody else', 'SENDER_REJECTED', ownSenderOnly, officeAccount, ['message.from'], password],
  [
    'an envelope sender of somebody else',
    'SENDER_REJECTED',
    ownSenderOnly,
    { ...officeAccount, 'message.from': 'Alice <alice@office.test>', 'smtp.envelopeSender': 'bounces@sender.test' },
    ['smtp.envelopeSender'],
    password,
  ],
  [
    'a self-signed certificate',
    'CERTIFICATE_SELF_SIGNED',
    server({ tls: 'implicit' }, 'selfSigned'),
    tls,
    ['smtp.trustedCertificate'],
  ],
  [
    'an unknown issuer',
    'CERTIFICATE_UNKNOWN_ISSUER',
    server({ tls: 'offered' }, 'unknownIssuer'),
    ifAvailable,
    ['smtp.trustedCertificate'],
  ],
  [
    'an expired certificate',
    'CERTIFICATE_EXPIRED',
    server({ tls: 'offered' }, 'expired'),
    starttls,
    ['smtp.trustedCertificate'],
  ],
  [
    'a certificate of tomorrow',
    'CERTIFICATE_NOT_YET_VALID',
    server({ tls: 'implicit' }, 'notYetValid'),
    tls,
    ['smtp.trustedCertificate'],
  ],
  ['all of it wrong', 'CERTIFICATE_EXPIRED', server({ tls: 'implicit' }, 'allWrong'), tls, ['smtp.trustedCertificate']],
  [
    'another certificate',
    'CERTIFICATE_CHANGED',
    server({ tls: 'implicit' }, 'selfSigned'),
    (all) => ({ ...tls, ...pinned('valid')(all) }),
    ['smtp.trustedCertificate'],
  ],
  [
    'another certificate, which is valid',
    'CERTIFICATE_CHANGED',
    server({ tls: 'implicit' }),
    (all) => ({ ...tls, ...pinned('selfSigned')(all) }),
    ['smtp.trustedCertificate'],
  ],
  [
    'another name',
    'CERTIFICATE_NAME_MISMATCH',
    server({ tls: 'implicit' }, 'wrongName'),
    { ...tls, 'smtp.host': 'mail.sender.test' },
    ['smtp.trustedCertificate'],
  ],
];

describeWithPeers(['openssl'], 'the first cure', () => {
  const certificates = certificatesForTests();
  let postroom: AppUnderTest;
  beforeAll(async () => {
    postroom = await openAppForFile({
      trustedAuthorities: [certificates().authority],
      lookup: async () => ['127.0.0.1'],
    });
  });
  afterAll(() => postroom?.close());

  test.for(cases)('of %s (%s) makes the test succeed', async ([, code, serve, wishes, keys, input = {}]) => {
    const running = await serve(certificates());
    onTestFinished(async () => void (await running.close()));
    const changes = typeof wishes === 'function' ? wishes(certificates()) : wishes;
    const wrong = { 'smtp.port': running.port, ...changes };
    const failed = await postroom.test(wrong, input);
    const [first] = expectFailure(failed, code).cures ?? [];
    expect(Object.keys(first?.changes ?? {})).toEqual(keys);
    expect((await postroom.logged(failed)).error?.cures).toEqual(failed.ok ? [] : failed.error.cures);
    expect(expectValue(await postroom.test({ ...wrong, ...first?.changes }, input)).status).toBe('sent');
  });

  test('a password in clear is what the second cure says, where nothing is encrypted', async () => {
    const running = await startSmtpServer({ mechanisms: ['LOGIN'] });
    onTestFinished(running.close);
    const wrong = { 'smtp.port': running.port, ...signIn, ...neverInClear };
    const { cures } = expectFailure(await postroom.test(wrong, password), 'AUTH_IN_CLEAR_REFUSED');
    expect(cures).toEqual([
      { changes: { 'smtp.security': 'tls', 'smtp.port': '465' } },
      { changes: { 'smtp.allowClearTextPassword': 'true' } },
    ]);
    expectValue(await postroom.test({ ...wrong, ...cures?.[1]?.changes }, password));
  });
});
