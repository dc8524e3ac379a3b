import { expect, test } from 'vitest';
import { decisiveReply, withFirstLineOnly } from '../../src/renderer/delivery/server-reply.ts';
import { stepLimits } from '../../src/renderer/delivery/step-limits.ts';
import { transcriptText } from '../../src/renderer/delivery/transcript-text.ts';
import { rowWarnings } from '../../src/renderer/log/row-warnings.ts';
import {
  openPorts,
  portRows,
  portsToAsk,
  signInAt,
  sizeLimitAt,
  verdictOn,
} from '../../src/renderer/probe/probe-texts.ts';
import { cureText, undoText } from '../../src/renderer/test-message/cure-text.ts';
import { type NextStep, nextStep } from '../../src/renderer/test-message/next-step.ts';
import { shortAddress } from '../../src/renderer/ui/short-address.ts';
import type { CertificateProblem } from '../../src/shared/certificate.ts';
import type { DeliveryRow, Encryption } from '../../src/shared/delivery.ts';
import type { ProbedPort } from '../../src/shared/probe.ts';
import { connectionWords } from '../../src/shared/probe-words.ts';
import { fail, type Result, succeed } from '../../src/shared/result.ts';
import { defaultSettings, type SettingsDraft } from '../../src/shared/settings.ts';
import type { TestReport } from '../../src/shared/test-message.ts';

const tested: SettingsDraft = {
  ...defaultSettings,
  service: 'smtp',
  smtp: { ...defaultSettings.smtp, host: 'mail.example.org', port: 465, security: 'tls' },
};

test.each([
  [{ 'smtp.port': '587', 'smtp.security': 'starttls' }, 'Port: 465 → 587, Secure connection: SSL/TLS → STARTTLS'],
  [{ 'smtp.security': 'starttls', 'smtp.port': '465' }, 'Secure connection: SSL/TLS → STARTTLS'],
  [{ 'smtp.host': 'mx.example.org' }, 'Host name: mail.example.org → mx.example.org'],
])('the cure %j reads as %s', (changes, text) => {
  expect(cureText(changes, tested)).toBe(text);
});

test.each<[string, Record<string, string>, Partial<SettingsDraft['smtp']>, string]>([
  ['a change', { 'smtp.port': '25' }, {}, 'Undo: Port: 465 → 25'],
  ['trust', { 'smtp.trustedCertificate': '' }, { trustedCertificate: 'PEM' }, 'Undo: trust of the certificate'],
  ['trust anew', { 'smtp.trustedCertificate': 'OLD' }, { trustedCertificate: 'PEM' }, 'Undo: trust of the certificate'],
  [
    'trust of an authority',
    { 'smtp.trustedAuthority': '' },
    { trustedAuthority: 'PEM' },
    'Undo: trust of the authority',
  ],
  ['distrust', { 'smtp.trustedCertificate': 'OLD' }, {}, 'Undo: Trusted certificate: none → a certificate'],
])('taking back %s is said in words', (_what, before, smtp, text) => {
  expect(undoText(before, { ...tested, smtp: { ...tested.smtp, ...smtp } })).toBe(text);
});

const encryption = (problems: CertificateProblem[]): Encryption => ({
  protocol: 'TLSv1.3',
  cipher: 'TLS_AES_256_GCM_SHA384',
  certificate: {
    subject: '',
    issuer: '',
    validFrom: '',
    validTo: '',
    fingerprint256: '',
    names: [],
    problems,
    chain: [],
    trustedBy: problems.length === 0 ? 'authority' : null,
  },
});
const open: ProbedPort = {
  address: '127.0.0.1',
  family: 'ipv4',
  port: 587,
  state: 'open',
  greeting: '220 hello',
  tls: 'starttls',
  encryption: encryption([]),
  mechanismsInClear: [],
  mechanisms: ['PLAIN', 'LOGIN'],
  sizeLimit: 10 * 1024 * 1024,
  extensions: [],
  failure: null,
  durationMs: 1,
  changes: null,
};
const saying = (port: ProbedPort) => [connectionWords(port), verdictOn(port), signInAt(port), sizeLimitAt(port)];

test.each<[string, ProbedPort, readonly string[]]>([
  ['a port with everything', open, ['STARTTLS, TLSv1.3', 'valid', 'PLAIN, LOGIN', '10.0 MB']],
  [
    'a port without anything',
    { ...open, tls: 'none', encryption: null, mechanisms: [], sizeLimit: null },
    ['not encrypted', '', 'not offered', 'not said'],
  ],
  [
    'sign-in in clear only',
    { ...open, tls: 'none', encryption: null, mechanismsInClear: ['LOGIN'], mechanisms: [] },
    ['not encrypted', '', 'LOGIN', '10.0 MB'],
  ],
  [
    'a certificate that is not valid',
    { ...open, tls: 'implicit', encryption: encryption(['CERTIFICATE_EXPIRED', 'CERTIFICATE_UNKNOWN_ISSUER']) },
    ['SSL/TLS, TLSv1.3', 'expired + 1', 'PLAIN, LOGIN', '10.0 MB'],
  ],
  ['a closed port', { ...open, state: 'closed', tls: null, encryption: null }, ['closed', '', '', '']],
  [
    'a port that speaks something else',
    { ...open, state: 'other', tls: null, encryption: null },
    ['no usable mail server', '', '', ''],
  ],
  ['a silent port', { ...open, state: 'silent', tls: null, encryption: null }, ['no answer', '', '', '']],
])('%s is said in words', (_what, port, words) => {
  expect(saying(port)).toEqual(words);
});

test.each([
  [587, [25, 465, 587, 2525]],
  [2526, [25, 465, 587, 2525, 2526]],
  [Number.NaN, [25, 465, 587, 2525]],
  [0, [25, 465, 587, 2525]],
  [70_000, [25, 465, 587, 2525]],
])('with port %d in the settings these are asked: %j', (port, asked) => {
  expect(portsToAsk(port)).toEqual(asked);
});

const at = (port: number, address: string, state: ProbedPort['state'] = 'open'): ProbedPort => ({
  ...open,
  port,
  address,
  state,
});
const rowsOf = (ports: readonly (ProbedPort | undefined)[]) =>
  portRows([25, 465, 587], ports).map(({ port, address, found }) => `${port} ${address}${found ? '!' : ''}`);

test.each<[string, readonly (ProbedPort | undefined)[], readonly string[]]>([
  ['nothing yet', [], ['25 ', '465 ', '587 ']],
  ['the last port', [undefined, undefined, at(587, 'a')], ['25 a', '465 a', '587 a!']],
  ['the first of two addresses', [at(25, 'a')], ['25 a!', '465 a', '587 a']],
  [
    'one of the second address',
    [undefined, undefined, undefined, at(465, 'b')],
    ['25 ', '25 b', '465 ', '465 b!', '587 ', '587 b'],
  ],
  [
    'one of the first address, in a place that one address alone would not give it',
    [undefined, undefined, undefined, undefined, at(587, 'a')],
    ['25 a', '25 ', '465 a', '465 ', '587 a!', '587 '],
  ],
  [
    'everything',
    [25, 465, 587].flatMap((port) => [at(port, 'a'), at(port, 'b'), at(port, 'c')]),
    [25, 465, 587].flatMap((port) => [`${port} a!`, `${port} b!`, `${port} c!`]),
  ],
])('having heard of %s, every port has its place', (_what, ports, expected) => {
  expect(rowsOf(ports)).toEqual(expected);
});

test('a port is open once, at however many addresses', () => {
  expect(openPorts([at(25, 'a'), at(25, 'b'), at(465, 'a', 'closed'), undefined])).toBe(1);
});

test.each<[string, Parameters<typeof decisiveReply>[0], string | null]>([
  ['sent', { status: 'sent', reply: '250 OK', code: undefined, recipients: 1 }, '250 OK'],
  ['refused', { status: 'failed', reply: '550 no', code: 'RECIPIENT_REJECTED', recipients: 1 }, '550 no'],
  ['left by the server', { status: 'failed', reply: '220 hello', code: 'CONNECTION_LOST', recipients: 1 }, null],
  ['stopped', { status: 'cancelled', reply: '250 OK', code: 'CANCELLED', recipients: 1 }, null],
  ['refused here', { status: 'failed', reply: '454 later', code: 'CERTIFICATE_EXPIRED', recipients: 1 }, null],
  ['a look at the recipients', { status: 'checked', reply: '250 OK', code: undefined, recipients: 1 }, '250 OK'],
  ['a look at the server', { status: 'checked', reply: '250 SIZE', code: undefined, recipients: 0 }, null],
  ['without a reply', { status: 'sent', reply: null, code: undefined, recipients: 1 }, null],
])('of a session that was %s, the reply %j counts as %j', (_what, outcome, reply) => {
  expect(decisiveReply(outcome)).toBe(reply);
});

test.each([
  ['host refused: 550-a 550-b 550 c', '550-a\n550-b\n550 c', 'host refused: 550-a …'],
  ['host refused: 550-a 550-b and so on', '550-a\n550-b\n550 c', 'host refused: 550-a … and so on'],
  ['host refused: 550 a', '550 a', 'host refused: 550 a'],
  ['something else', '550-a\n550 b', 'something else'],
  ['host said 550-$& 550 b', '550-$&\n550 b', 'host said 550-$& …'],
])('of the sentence “%s” about %j stays “%s”', (sentence, reply, shown) => {
  expect(withFirstLineOnly(sentence, reply)).toBe(shown);
});

const failed = (changes: readonly Record<string, string>[]): Result<TestReport> =>
  fail({ code: 'AUTH_NOT_OFFERED', message: '', cures: changes.map((each) => ({ changes: each })) });

test.each<[string, Result<TestReport>, NextStep]>([
  ['a failure that nothing mends', failed([]), 'again'],
  ['a safe change', failed([{ 'smtp.port': '587' }, { 'smtp.trustedCertificate': 'PEM' }]), 'cure'],
  ['a certificate to be trusted', failed([{ 'smtp.trustedCertificate': 'PEM' }]), 'close'],
  ['a password in clear', failed([{ 'smtp.allowClearTextPassword': 'true' }]), 'close'],
  ['an older TLS version', failed([{ 'smtp.lowestTlsVersion': '1.1' }]), 'close'],
  ['success', succeed({ status: 'sent' } as TestReport), 'close'],
  ['an unknown outcome', { ...failed([]), value: { status: 'unknown' } as TestReport } as Result<TestReport>, 'close'],
])('after %s, Enter does what is harmless', (_what, result, next) => {
  expect(nextStep(result)).toBe(next);
});

test('the limits of steps are those of the settings, and the usual ones for the capture server', () => {
  const smtp = { ...tested.smtp, connectTimeout: 5, greetingTimeout: 6, idleTimeout: 7 };
  const limits = (['lookup', 'connect', 'greeting', 'tls', 'ehlo', 'accepted'] as const).map(
    stepLimits({ ...tested, smtp }),
  );
  expect(limits).toEqual([5, 5, 6, 6, 7, 7]);
  expect(stepLimits({ ...tested, service: 'capture', smtp })('greeting')).toBe(30);
});

test.each([
  ['0:0:0:0:0:0:0:1', '::1'],
  ['2001:0DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
  ['127.0.0.1', '127.0.0.1'],
  ['mail.example.org', 'mail.example.org'],
  ['1:2:3', '1:2:3'],
  ['', ''],
])('the address %s is shown as %s', (address, shown) => {
  expect(shortAddress(address)).toBe(shown);
});

test('a transcript is copied with who said what, and when', () => {
  expect(
    transcriptText([
      { from: 'note', atMs: 1, text: 'connected' },
      { from: 'server', atMs: 20, text: '220 hello' },
      { from: 'client', atMs: 1500, text: 'EHLO desk' },
    ]),
  ).toBe('+1 ms – connected\n+20 ms S: 220 hello\n+1.5 s C: EHLO desk\n');
});

const row = { status: 'sent', warnings: [], certificateProblems: [] } as Partial<DeliveryRow> as DeliveryRow;

test.each<[string, Partial<DeliveryRow>, readonly string[]]>([
  ['nothing', {}, []],
  [
    'each warning, the gravest first',
    {
      warnings: ['SENT_AS_UTF8', 'CERTIFICATE_EXPIRES_SOON', 'STARTTLS_WITHDRAWN'],
      certificateProblems: ['CERTIFICATE_EXPIRED'],
    },
    ['invalid certificate accepted: expired', 'STARTTLS withdrawn', 'certificate expires soon', 'sent as UTF-8'],
  ],
  [
    'a certificate accepted anyway',
    { certificateProblems: ['CERTIFICATE_NAME_MISMATCH'] },
    ['invalid certificate accepted: wrong name'],
  ],
  ['a certificate that was refused', { status: 'failed', certificateProblems: ['CERTIFICATE_EXPIRED'] }, []],
])('a row with %s warns of %j', (_what, given, words) => {
  expect(rowWarnings({ ...row, ...given })).toEqual(words);
});
