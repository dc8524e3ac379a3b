import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type AppUnderTest, type Changes, expectFailure, expectValue, openAppForFile } from '../app-under-test.ts';
import { answering } from '../servers/answers.ts';
import { startScripted } from '../servers/scripted.ts';
import { type RunningSmtpServer, startSmtpServer } from '../servers/smtp-server.ts';

const long = (length: number): string => 'x'.repeat(length);
const injected = 'Bcc: everybody@elsewhere.test';

const badAddresses: readonly [what: string, address: string][] = [
  ['nothing', ''],
  ['blanks', '   '],
  ['only separators', ' , ; ,'],
  ['no @', 'someone'],
  ['no local part', '@recipient.test'],
  ['no domain', 'someone@'],
  ['two @', 'some@one@recipient.test'],
  ['a blank', 'some one@recipient.test'],
  ['a blank for a comma', 'one@recipient.test two@recipient.test'],
  ['two dots', 'some..one@recipient.test'],
  ['a dot at the end of the local part', 'someone.@recipient.test'],
  ['two dots in the domain', 'someone@recipient..test'],
  ['a hyphen first in the domain', 'someone@-recipient.test'],
  ['a line break', 'someone@recipient.test\r\n'],
  ['a header in the address', `someone@recipient.test\r\n${injected}`],
  ['a header after a line feed', `someone@recipient.test\n${injected}`],
  ['a header after a carriage return', `someone@recipient.test\r${injected}`],
  ['a header in the name', `Some\r\n${injected}\r\n <someone@recipient.test>`],
  ['a command in the address', 'someone@recipient.test>\r\nRCPT TO:<everybody@elsewhere.test'],
  ['a second address behind a bracket', 'someone@recipient.test> <everybody@elsewhere.test'],
  ['a NUL', 'some\0one@recipient.test'],
  ['a line separator', 'someone\u2028@recipient.test'],
  ['an escape sequence', '\u001b[31msomeone@recipient.test'],
  ['an open quote', '"someone@recipient.test'],
  ['an open bracket', 'Someone <someone@recipient.test'],
  ['a local part of 65 octets', `${long(65)}@recipient.test`],
  ['a domain label of 64 letters', `someone@${long(64)}.test`],
  ['255 characters and more', `${long(64)}@${[63, 63, 63, 3].map(long).join('.')}`],
  ['100,000 characters', `${long(100_000)}@recipient.test`],
  ['one good address and a bad one', 'someone@recipient.test, someone@'],
];

const goodAddresses: readonly [what: string, to: string, recipients: readonly string[]][] = [
  ['blanks around it', '  someone@recipient.test ', ['someone@recipient.test']],
  ['a name', 'Someone Else <someone@recipient.test>', ['someone@recipient.test']],
  ['a quoted name with a comma', '"Else, Someone" <someone@recipient.test>', ['someone@recipient.test']],
  ['a name beyond ASCII', 'Jürgen Ünver <someone@recipient.test>', ['someone@recipient.test']],
  ['a quoted local part with a blank', '"some one"@recipient.test', ['"some one"@recipient.test']],
  ['a quoted local part with an @', '"some@one"@recipient.test', ['"some@one"@recipient.test']],
  ['a domain beyond ASCII', 'someone@bücher.test', ['someone@xn--bcher-kva.test']],
  [
    'commas and semicolons',
    'a@recipient.test; b@recipient.test, c@recipient.test;',
    ['a', 'b', 'c'].map((l) => `${l}@recipient.test`),
  ],
  ['the same address twice', 'a@recipient.test, A <a@recipient.test>', ['a@recipient.test']],
  ['a local part of 64 octets', `${long(64)}@recipient.test`, [`${long(64)}@recipient.test`]],
  ['an address literal', 'someone@[127.0.0.1]', ['someone@[127.0.0.1]']],
  ['a plus sign and a hash', 'some+one#1@recipient.test', ['some+one#1@recipient.test']],
];

const badSettings: readonly [what: string, changes: Changes, field: string][] = [
  ['no host', { 'smtp.host': '' }, 'smtp.host'],
  ['a blank host', { 'smtp.host': '  ' }, 'smtp.host'],
  ['a URL for a host', { 'smtp.host': 'https://mail.sender.test/inbox' }, 'smtp.host'],
  ['an SMTP URL with a password', { 'smtp.host': 'smtp://user:word@mail.sender.test:25' }, 'smtp.host'],
  ['a host with blanks around', { 'smtp.host': ' 127.0.0.1 ' }, 'smtp.host'],
  ['a host with a blank', { 'smtp.host': 'mail sender.test' }, 'smtp.host'],
  ['a host with its port', { 'smtp.host': 'mail.sender.test:25' }, 'smtp.host'],
  ['an address for a host', { 'smtp.host': 'someone@sender.test' }, 'smtp.host'],
  ['a host with a line break', { 'smtp.host': 'mail.sender.test\r\nQUIT' }, 'smtp.host'],
  ['an IPv4 address that is none', { 'smtp.host': '300.1.1.1' }, 'smtp.host'],
  ['an IPv6 address that is none', { 'smtp.host': '::1::2' }, 'smtp.host'],
  ['two dots in the host', { 'smtp.host': 'mail..sender.test' }, 'smtp.host'],
  ['only a dot', { 'smtp.host': '.' }, 'smtp.host'],
  ['a host of 254 characters', { 'smtp.host': [63, 63, 63, 62].map(long).join('.') }, 'smtp.host'],
  ['port 0', { 'smtp.port': 0 }, 'smtp.port'],
  ['port 65536', { 'smtp.port': 65536 }, 'smtp.port'],
  ['port -1', { 'smtp.port': -1 }, 'smtp.port'],
  ['port “25 ”', { 'smtp.port': '25 ' }, 'smtp.port'],
  ['port “2.5”', { 'smtp.port': '2.5' }, 'smtp.port'],
  ['port “25,”', { 'smtp.port': '25,' }, 'smtp.port'],
  ['port “0x19”', { 'smtp.port': '0x19' }, 'smtp.port'],
  ['port “1e2”', { 'smtp.port': '1e2' }, 'smtp.port'],
  ['port “smtp”', { 'smtp.port': 'smtp' }, 'smtp.port'],
  ['no port', { 'smtp.port': '' }, 'smtp.port'],
  ['an unknown security', { 'smtp.security': 'ssl' }, 'smtp.security'],
  [
    'an authentication method that nobody knows',
    { 'smtp.authenticationMethod': 'gssapi' },
    'smtp.authenticationMethod',
  ],
  ['a character set that nobody knows', { 'message.charset': 'utf-7' }, 'message.charset'],
  ['“yes” for true', { 'smtp.rejectInvalidCertificates': 'yes' }, 'smtp.rejectInvalidCertificates'],
  ['a limit of 0 MB', { 'message.attachmentLimitMb': 0 }, 'message.attachmentLimitMb'],
  ['a limit of 1,001 MB', { 'message.attachmentLimitMb': 1001 }, 'message.attachmentLimitMb'],
  ['a limit of half a MB', { 'message.attachmentLimitMb': '0.5' }, 'message.attachmentLimitMb'],
  ['a limit of -1 MB', { 'message.attachmentLimitMb': -1 }, 'message.attachmentLimitMb'],
  ['a limit of “10 MB”', { 'message.attachmentLimitMb': '10 MB' }, 'message.attachmentLimitMb'],
  ['a sign-in without a user name', { 'smtp.authentication': true, 'smtp.username': ' ' }, 'smtp.username'],
  ['a user name with a line break', { 'smtp.username': 'alice\r\nRSET' }, 'smtp.username'],
  ['a user name with a NUL', { 'smtp.username': 'alice\0bob' }, 'smtp.username'],
  ['a user name of 513 characters', { 'smtp.username': long(513) }, 'smtp.username'],
  ['an unknown service', { service: 'pigeon' }, 'service'],
  [
    'a sender with a header in it',
    { 'message.from': `Postroom\r\n${injected}\r\n <console@sender.test>` },
    'message.from',
  ],
  ['a sender without a domain', { 'message.from': 'console' }, 'message.from'],
  ['two senders', { 'message.from': 'one@sender.test, two@sender.test' }, 'message.from'],
  ['a setting that there isn’t', { 'smtp.hots': 'mail.sender.test' }, 'smtp.hots'],
  ['a setting that can’t be set', { 'smtp.hasPassword': true }, 'smtp.hasPassword'],
  ['a setting of all objects', { __proto__: 'x', 'constructor.prototype': 'x' }, 'constructor.prototype'],
];

describe('bad input', () => {
  let server: RunningSmtpServer;
  let postroom: AppUnderTest;
  beforeAll(async () => {
    server = await startSmtpServer();
    postroom = await openAppForFile();
  });
  afterAll(async () => {
    await postroom?.close();
    await server?.close();
  });

  test.each(badAddresses)('recipients: %s', async (_what, to) => {
    const before = server.connections();
    const error = expectFailure(await postroom.test({ 'smtp.port': server.port }, { to }), 'INVALID_INPUT');
    expect(error.field).toBe('to');
    expectReadable(error.message);
    expect(server.connections()).toBe(before);
  });

  test.each(badAddresses.slice(3))('sender: %s', async (_what, from) => {
    const before = server.connections();
    const result = await postroom.test({ 'smtp.port': server.port, 'message.from': from });
    expect(expectFailure(result, 'INVALID_INPUT').field).toBe('message.from');
    expect(server.connections()).toBe(before);
  });

  test.each(goodAddresses)('recipients that are fine: %s', async (_what, to, recipients) => {
    const literal = await startScripted(answering({}));
    onTestFinished(literal.close);
    const report = expectValue(await postroom.test({ 'smtp.port': literal.port }, { to }));
    expect(report.recipients.map(({ address }) => address)).toEqual(recipients);
    const asked = literal.lines.filter((line) => line.startsWith('RCPT'));
    expect(asked).toEqual(recipients.map((address) => `RCPT TO:<${address}>`));
    expect(literal.messages()).toBe(1);
  });

  test.each(badSettings)('settings: %s', async (_what, changes, field) => {
    const before = server.connections();
    const result = await postroom.test({ 'smtp.port': server.port, ...changes });
    const error = expectFailure(result, 'INVALID_INPUT');
    expect(error.field).toBe(field);
    expectReadable(error.message);
    expect(server.connections()).toBe(before);
  });

  test.each(badSettings)('the same is not saved: %s', async (_what, changes, field) => {
    const settings = await postroom.app.dispatch('settings.get', {});
    const texts = Object.fromEntries(Object.entries(changes).map(([key, value]) => [key, String(value)]));
    const whole = { service: 'smtp', 'smtp.host': '127.0.0.1', ...texts };
    const saved = await postroom.app.dispatch('settings.change', { changes: whole });
    expect(expectFailure(saved, 'INVALID_INPUT').field).toBe(field);
    expect(await postroom.app.dispatch('settings.get', {})).toEqual(settings);
  });

  test('no sender anywhere is asked for before anything connects', async () => {
    const before = server.connections();
    const result = await postroom.test({ 'smtp.port': server.port, 'message.from': '' });
    expect(expectFailure(result, 'INVALID_INPUT').field).toBe('message.from');
    expect(server.connections()).toBe(before);
  });

  test('the user name is the sender when it is an address and there is no other', async () => {
    const before = server.messages.length;
    const changes = { 'smtp.port': server.port, 'message.from': '', 'smtp.username': 'me@sender.test' };
    // Only a user name that signs in serves; this server offers no sign-in, so it is the failure that is told.
    expectFailure(
      await postroom.test({ ...changes, 'smtp.authentication': true }, { password: 'x' }),
      'AUTH_NOT_OFFERED',
    );
    expect(expectFailure(await postroom.test(changes), 'INVALID_INPUT').field).toBe('message.from');
    expect(server.messages).toHaveLength(before);
  });

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['text', 'to'],
    ['a list', []],
    ['no recipients', { testId: 'x' }],
    ['recipients that are a list', { testId: 'x', to: ['a@recipient.test'] }],
    ['no test id', { to: 'a@recipient.test' }],
    ['a key too many', { testId: 'x', to: 'a@recipient.test', cc: 'b@recipient.test' }],
    ['changes that are no texts', { testId: 'x', to: 'a@recipient.test', changes: { 'smtp.port': 25 } }],
    ['an unknown depth', { testId: 'x', to: 'a@recipient.test', until: 'everything' }],
    ['a password with a line break', { testId: 'x', to: 'a@recipient.test', password: 'a\r\nb' }],
    ['a password of 1,025 characters', { testId: 'x', to: 'a@recipient.test', password: long(1025) }],
  ])('input that is no input: %s', async (_what, input) => {
    const before = server.connections();
    const result = await postroom.app.dispatch('test.run', input);
    expect(result.ok).toBe(false);
    if (!result.ok) expect(result.error.code).toBe('INVALID_INPUT');
    expect(server.connections()).toBe(before);
  });
});

/** A sentence for people: short enough, ended, with nothing in it that could steer a terminal. */
function expectReadable(sentence: string): void {
  expect(sentence.length).toBeLessThan(300);
  expect(sentence).toMatch(/[.:”a-z]$/);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the purpose
  expect(sentence).not.toMatch(/[\x00-\x1f\x7f-\x9f\u2028\u2029]/);
}
