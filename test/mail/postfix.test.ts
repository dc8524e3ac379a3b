import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AppUnderTest, expectFailure, expectValue, openAppForFile } from '../app-under-test.ts';
import { certificatesForTests } from '../servers/certificates-for-tests.ts';
import { describeWithPeers } from '../servers/describe-with-peers.ts';
import { type RunningPostfix, startPostfix } from '../servers/postfix.ts';
import type { PostfixPortName } from '../servers/postfix-configuration.ts';
import { headerOf } from '../servers/python-message.ts';
import { account } from '../servers/smtp-server.ts';
import { expectTestMessage } from './message-expectations.ts';

const signIn = { 'smtp.authentication': true, 'smtp.username': account.username } as const;

/** `transmission` is Postfix's own word for what happened: S for encrypted, A for signed in (RFC 3848). */
const ways: readonly { port: PostfixPortName; security: string; signsIn: boolean; transmission: string }[] = [
  { security: 'none', port: 'plain', signsIn: true, transmission: 'ESMTPA' },
  { security: 'none', port: 'open', signsIn: false, transmission: 'ESMTP' },
  { security: 'none', port: 'offered', signsIn: true, transmission: 'ESMTPA' },
  { security: 'none', port: 'openOffered', signsIn: false, transmission: 'ESMTP' },
  { security: 'starttls-if-available', port: 'offered', signsIn: true, transmission: 'ESMTPSA' },
  { security: 'starttls-if-available', port: 'openOffered', signsIn: false, transmission: 'ESMTPS' },
  { security: 'starttls-if-available', port: 'plain', signsIn: true, transmission: 'ESMTPA' },
  { security: 'starttls-if-available', port: 'open', signsIn: false, transmission: 'ESMTP' },
  { security: 'starttls', port: 'offered', signsIn: true, transmission: 'ESMTPSA' },
  { security: 'starttls', port: 'openOffered', signsIn: false, transmission: 'ESMTPS' },
  { security: 'starttls', port: 'required', signsIn: true, transmission: 'ESMTPSA' },
  { security: 'starttls', port: 'openRequired', signsIn: false, transmission: 'ESMTPS' },
  { security: 'tls', port: 'implicit', signsIn: true, transmission: 'ESMTPSA' },
  { security: 'tls', port: 'openImplicit', signsIn: false, transmission: 'ESMTPS' },
];

describeWithPeers(['postfix', 'openssl', 'python3'], 'Postfix with Dovecot', () => {
  const certificates = certificatesForTests();
  let postfix: RunningPostfix;
  let postroom: AppUnderTest;

  beforeAll(async () => {
    postfix = await startPostfix(certificates());
    postroom = await openAppForFile({ trustedAuthorities: [certificates().authority] });
  });
  afterAll(async () => {
    await postroom?.close();
    await postfix?.close();
  });

  test.each(ways)('$security on port $port, sign-in $signsIn, arrives by $transmission', async (way) => {
    const result = await postroom.test(
      { 'smtp.port': postfix.ports[way.port], 'smtp.security': way.security, ...(way.signsIn ? signIn : {}) },
      way.signsIn ? { password: account.password } : {},
    );
    const report = expectValue(result);
    expect(report.status).toBe('sent');
    expect(report.reply).toMatch(/^250 2\.0\.0 Ok: queued as /);
    expect(report.recipients).toEqual([
      { address: 'someone@recipient.test', status: 'accepted', reply: expect.stringMatching(/^250 /) },
    ]);

    const delivered = await postfix.delivered(report.messageId);
    const message = await expectTestMessage(delivered, report, ['someone@recipient.test']);
    expect(message.contentType).toBe('multipart/alternative');
    expect(message.parts.map(({ contentType }) => contentType)).toEqual(['text/plain', 'text/html']);
    expect(headerOf(message, 'Return-Path')).toBe('<console@sender.test>');
    expect(headerOf(message, 'Delivered-To')).toBe('someone@recipient.test');
    const received = headerOf(message, 'Received');
    expect(received).toContain(`with ${way.transmission} id`);

    const encrypted = way.transmission.includes('S', 'ESMTP'.length);
    expect(report.encryption === null).toBe(!encrypted);
    // Postfix and Postroom name the same protocol.
    if (report.encryption !== null) expect(received).toContain(`using ${report.encryption.protocol}`);
    expect(report.steps.map(({ step }) => step)).toEqual(stepsOf(way.security, encrypted, way.signsIn));
    expect(report.steps.every(({ status }) => status === 'ok')).toBe(true);
  });

  test('a message that is to be plain text has no HTML part', async () => {
    const report = expectValue(await postroom.test({ 'smtp.port': postfix.ports.open, 'message.plainText': true }));
    const delivered = await postfix.delivered(report.messageId);
    const message = await expectTestMessage(delivered, report, ['someone@recipient.test']);
    expect(message.contentType).toBe('text/plain');
  });

  test('several recipients get one message, and all of them are named', async () => {
    const report = expectValue(
      await postroom.test(
        { 'smtp.port': postfix.ports.open },
        { to: 'One <one@recipient.test>; two@xn--bcher-kva.test' },
      ),
    );
    const delivered = await postfix.delivered(report.messageId);
    await expectTestMessage(delivered, report, ['one@recipient.test', 'two@xn--bcher-kva.test']);
    expect(report.recipients.map(({ status }) => status)).toEqual(['accepted', 'accepted']);
  });

  test.each([
    ['a wrong password', signIn, 'plain', 'AUTH_REJECTED', '535'],
    [
      'a sender that is refused',
      { ...signIn, 'message.from': 'refused@sender.test' },
      'plain',
      'SENDER_REJECTED',
      '553',
    ],
    ['a message that is refused', { 'message.from': 'spam@sender.test' }, 'open', 'MESSAGE_REJECTED', '550'],
  ] as const)('%s is told', async (_what, changes, port, code, reply) => {
    const password = code === 'AUTH_REJECTED' ? 'not the password' : account.password;
    const result = await postroom.test(
      { 'smtp.port': postfix.ports[port], ...changes },
      'smtp.authentication' in changes ? { password } : {},
    );
    expectFailure(result, code);
    expect(result.ok ? '' : result.error.message).toContain(reply);
    expect(result.value?.status).toBe('failed');
  });

  test('a relay that wants a sign-in, and says only that it denies access, gets advice to sign in', async () => {
    const error = expectFailure(await postroom.test({ 'smtp.port': postfix.ports.plain }), 'RECIPIENT_REJECTED');
    expect(error.message).toContain('554 5.7.1');
    expect(error.help).toContain('requires authentication');
  });

  test('one recipient that is refused stops nobody else’s message, and is told', async () => {
    const result = await postroom.test(
      { 'smtp.port': postfix.ports.open },
      { to: 'nobody@recipient.test, here@recipient.test' },
    );
    expect(result.value?.recipients).toEqual([
      { address: 'nobody@recipient.test', status: 'rejected', reply: expect.stringMatching(/^550 5\.1\.1/) },
      { address: 'here@recipient.test', status: 'accepted', reply: expect.stringMatching(/^250/) },
    ]);
  });

  test('all recipients refused, for good or for now, is a failure of the recipients', async () => {
    for (const to of ['nobody@recipient.test', 'later@recipient.test, nobody@recipient.test']) {
      expectFailure(await postroom.test({ 'smtp.port': postfix.ports.open }, { to }), 'RECIPIENT_REJECTED');
    }
  });

  test.each(['reach', 'sign-in', 'recipient'] as const)('a test until “%s” delivers nothing', async (until) => {
    const before = await postfix.deliveredCount();
    const result = await postroom.test(
      { 'smtp.port': postfix.ports.plain, ...signIn },
      { password: account.password, until },
    );
    expect(expectValue(result).status).toBe('checked');
    expect(await postfix.deliveredCount()).toBe(before);
  });
});

function stepsOf(security: string, encrypted: boolean, signsIn: boolean): string[] {
  const tls = ['tls', 'certificate'];
  const upgrade = security === 'tls' ? [] : encrypted ? ['starttls', ...tls, 'ehlo'] : [];
  return [
    'lookup',
    'connect',
    ...(security === 'tls' ? tls : []),
    'greeting',
    'ehlo',
    ...upgrade,
    ...(signsIn ? ['sign-in'] : []),
    'sender',
    'recipient',
    'data',
    'accepted',
  ];
}
