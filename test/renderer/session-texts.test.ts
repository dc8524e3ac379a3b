import { expect, test } from 'vitest';
import { transcriptText } from '../../src/renderer/delivery/transcript-text.ts';
import { rowWarnings } from '../../src/renderer/log/row-warnings.ts';
import { portsToAsk, signInAt, sizeLimitAt, verdictOn } from '../../src/renderer/probe/probe-texts.ts';
import { cureText } from '../../src/renderer/test-message/cure-text.ts';
import type { CertificateProblem } from '../../src/shared/certificate.ts';
import type { DeliveryRow, Encryption } from '../../src/shared/delivery.ts';
import type { ProbedPort } from '../../src/shared/probe.ts';
import { connectionWords } from '../../src/shared/probe-words.ts';
import { defaultSettings, type SettingsDraft } from '../../src/shared/settings.ts';

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
  ['each warning', { warnings: ['STARTTLS_WITHDRAWN', 'SENT_AS_UTF8'] }, ['STARTTLS withdrawn', 'sent as UTF-8']],
  [
    'a certificate accepted anyway',
    { certificateProblems: ['CERTIFICATE_NAME_MISMATCH'] },
    ['invalid certificate accepted: wrong name'],
  ],
  ['a certificate that was refused', { status: 'failed', certificateProblems: ['CERTIFICATE_EXPIRED'] }, []],
])('a row with %s warns of %j', (_what, given, words) => {
  expect(rowWarnings({ ...row, ...given })).toEqual(words);
});
