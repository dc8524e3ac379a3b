import { describe, expect, test } from 'vitest';
import { curesFor } from '../../src/main/mail/cures.ts';
import { readOffer } from '../../src/main/mail/server-offer.ts';
import type { SessionOutcome } from '../../src/main/mail/session-outcome.ts';
import { neverConnected } from '../../src/main/mail/session-record.ts';
import { applyChanges } from '../../src/main/settings/changes.ts';
import type { Certificate, CertificateProblem } from '../../src/shared/certificate.ts';
import type { Cure, FailureCode } from '../../src/shared/result.ts';
import { defaultSettings, type SettingsDraft } from '../../src/shared/settings.ts';
import type { Security } from '../../src/shared/smtp-settings.ts';
import { expectValue } from '../app-under-test.ts';
import { certificatesForTests } from '../servers/certificates-for-tests.ts';
import { describeWithPeers } from '../servers/describe-with-peers.ts';
import { offering } from './failure-case.ts';

type Smtp = Partial<SettingsDraft['smtp']>;
type Seen = {
  readonly offer?: readonly string[];
  readonly encrypted?: boolean;
  /** False: the certificate was let pass, not trusted. */
  readonly trusted?: boolean;
  readonly greeted?: boolean;
  readonly explanation?: string;
  readonly from?: string;
};

const draftOf = (smtp: Smtp, from = 'Desk <desk@office.test>'): SettingsDraft => ({
  ...defaultSettings,
  service: 'smtp',
  message: { ...defaultSettings.message, from },
  smtp: { ...defaultSettings.smtp, host: 'mail.office.test', ...smtp },
});

const certificateOf = (problems: CertificateProblem[], names: string[], pem?: string): Certificate => ({
  subject: 'CN=mail',
  issuer: 'CN=house',
  validFrom: '2026-01-01T00:00:00.000Z',
  validTo: '2027-01-01T00:00:00.000Z',
  fingerprint256: 'AA:BB',
  names,
  problems,
  chain: [],
  trustedBy: null,
  ...(pem === undefined ? {} : { pem }),
});

function outcomeOf(code: FailureCode, seen: Seen, certificate = certificateOf([], [])): SessionOutcome {
  const failure = { code, message: '', ...(seen.explanation === undefined ? {} : { explanation: seen.explanation }) };
  return {
    ...neverConnected(failure, []),
    greeting: seen.greeted === true ? '220 mail.office.test' : null,
    offers: seen.offer === undefined ? [] : [readOffer(offering(...seen.offer))],
    encryption:
      seen.encrypted === true
        ? {
            protocol: 'TLSv1.3',
            cipher: '',
            certificate: { ...certificate, trustedBy: seen.trusted === false ? null : 'authority' },
          }
        : null,
  };
}

const at = (security: Security, port: number) => ({ 'smtp.security': security, 'smtp.port': String(port) });
const account = { authentication: true, username: 'alice@office.test' };
const fromAccount = { 'message.from': '"Desk" <alice@office.test>' };
const signIn = { 'smtp.authentication': 'true' };
const noSignIn = { 'smtp.authentication': 'false' };
const inClear = { 'smtp.allowClearTextPassword': 'true' };
const spa = { 'smtp.spa': 'true' };
const automatic = { 'smtp.authenticationMethod': 'automatic' };

const table: readonly (readonly [FailureCode, Smtp, Seen, readonly Cure['changes'][]])[] = [
  ['TLS_WRONG_VERSION', { security: 'tls', port: 587 }, {}, [at('starttls', 587), at('tls', 465)]],
  ['TLS_WRONG_VERSION', { security: 'tls', port: 465 }, {}, [at('starttls', 465)]],
  ['TLS_WRONG_VERSION', { security: 'none', port: 465 }, {}, [at('tls', 465), at('starttls', 587)]],
  ['TLS_WRONG_VERSION', { security: 'starttls', port: 587 }, {}, [at('tls', 587)]],
  ['TLS_WRONG_VERSION', { security: 'starttls', port: 2465 }, {}, [at('tls', 2465), at('starttls', 587)]],
  ['GREETING_TIMEOUT', { security: 'none', port: 465 }, {}, [at('tls', 465)]],
  ['GREETING_TIMEOUT', { security: 'none', port: 25 }, {}, []],
  ['CONNECTION_REFUSED', { security: 'none', port: 25 }, {}, [at('starttls', 587)]],
  ['CONNECTION_TIMEOUT', { security: 'none', port: 25 }, {}, [at('starttls', 587)]],
  ['CONNECTION_TIMEOUT', { security: 'tls', port: 465 }, {}, [at('starttls', 587)]],
  ['CONNECTION_TIMEOUT', { security: 'starttls', port: 587 }, {}, [at('tls', 465)]],
  ['CONNECTION_TIMEOUT', { security: 'none', port: 25 }, { greeted: true }, []],
  ['CONNECTION_REFUSED', { security: 'none', port: 25 }, { greeted: true }, []],
  ['CONNECTION_LOST', { security: 'none', port: 25 }, { greeted: true }, []],
  ['DNS_NOT_FOUND', {}, {}, []],
  ['DNS_NOT_FOUND', { addressFamily: 'ipv6' }, {}, [{ 'smtp.addressFamily': 'both' }]],
  ['TLS_HANDSHAKE_FAILED', {}, {}, []],
  [
    'TLS_HANDSHAKE_FAILED',
    { security: 'tls' },
    { explanation: 'tls-version' },
    [{ 'smtp.lowestTlsVersion': '1.1' }, { 'smtp.lowestTlsVersion': '1.0' }],
  ],
  [
    'TLS_HANDSHAKE_FAILED',
    { lowestTlsVersion: '1.3' },
    { explanation: 'tls-version' },
    [{ 'smtp.lowestTlsVersion': '1.2' }],
  ],
  ['TLS_HANDSHAKE_FAILED', { lowestTlsVersion: '1.0' }, { explanation: 'tls-version' }, []],
  [
    'STARTTLS_NOT_OFFERED',
    { security: 'starttls', port: 25 },
    { greeted: true, offer: [] },
    [at('tls', 465), at('starttls', 587)],
  ],
  ['STARTTLS_NOT_OFFERED', { security: 'starttls', port: 587 }, { greeted: true, offer: [] }, [at('tls', 465)]],
  ['STARTTLS_REFUSED', { security: 'starttls-if-available', port: 25 }, {}, [at('tls', 465), at('starttls', 587)]],
  ['ENCRYPTION_REQUIRED', { security: 'none', port: 25 }, { offer: ['STARTTLS'] }, [at('starttls', 25)]],
  ['ENCRYPTION_REQUIRED', { security: 'none', port: 25 }, { offer: [] }, [at('tls', 465)]],
  ['AUTH_NOT_OFFERED', account, { offer: ['STARTTLS'] }, [at('starttls', 25), noSignIn]],
  ['AUTH_NOT_OFFERED', account, { offer: ['AUTH NTLM'], encrypted: true }, [spa, noSignIn]],
  ['AUTH_NOT_OFFERED', account, { offer: [], encrypted: true }, [noSignIn]],
  ['AUTH_METHOD_NOT_OFFERED', { ...account, spa: true }, { offer: ['AUTH PLAIN'] }, [{ 'smtp.spa': 'false' }]],
  ['AUTH_METHOD_NOT_OFFERED', { ...account, authenticationMethod: 'login' }, { offer: ['AUTH PLAIN'] }, [automatic]],
  ['AUTH_IN_CLEAR_REFUSED', account, { offer: ['STARTTLS', 'AUTH PLAIN'] }, [at('starttls', 25), inClear]],
  ['AUTH_IN_CLEAR_REFUSED', account, { offer: ['AUTH PLAIN'] }, [at('tls', 465), inClear]],
  [
    'AUTH_IN_CLEAR_REFUSED',
    { ...account, authenticationMethod: 'plain' },
    { offer: ['AUTH PLAIN CRAM-MD5'] },
    [automatic, at('tls', 465), inClear],
  ],
  ['AUTH_REQUIRED', { username: 'alice' }, {}, [signIn]],
  ['AUTH_REQUIRED', { username: 'alice' }, { offer: ['AUTH PLAIN'], encrypted: true, trusted: false }, []],
  ['ENCRYPTION_REQUIRED', { security: 'tls', port: 465 }, { encrypted: true }, []],
  [
    'AUTH_METHOD_NOT_OFFERED',
    { ...account, spa: true },
    { offer: ['AUTH PLAIN'], encrypted: true, trusted: false },
    [],
  ],
  [
    'AUTH_METHOD_NOT_OFFERED',
    { ...account, authenticationMethod: 'login' },
    { offer: ['AUTH CRAM-MD5 PLAIN'], encrypted: true, trusted: false },
    [automatic],
  ],

  ['AUTH_REQUIRED', { username: ' ' }, {}, []],
  ['AUTH_REQUIRED', account, {}, []],
  [
    'AUTH_REJECTED',
    account,
    { offer: ['AUTH CRAM-MD5 LOGIN'], encrypted: true },
    [{ 'smtp.authenticationMethod': 'login' }],
  ],
  [
    'AUTH_REJECTED',
    account,
    { offer: ['AUTH CRAM-MD5 LOGIN PLAIN'], encrypted: true },
    [{ 'smtp.authenticationMethod': 'plain' }],
  ],
  ['AUTH_REJECTED', account, { offer: ['AUTH CRAM-MD5 PLAIN'] }, []],
  [
    'AUTH_REJECTED',
    account,
    { offer: ['AUTH CRAM-MD5 PLAIN'], encrypted: true, explanation: 'sign-in-refused' },
    [{ 'smtp.authenticationMethod': 'plain' }],
  ],
  [
    'AUTH_REJECTED',
    account,
    { offer: ['AUTH CRAM-MD5 PLAIN'], encrypted: true, explanation: 'sign-in-unavailable' },
    [],
  ],
  ['AUTH_REJECTED', account, { offer: ['AUTH PLAIN'], encrypted: true }, []],
  ['AUTH_REJECTED', account, { offer: ['AUTH CRAM-MD5 PLAIN'], encrypted: true, trusted: false }, []],
  ['AUTH_REJECTED', { ...account, spa: true }, { offer: ['AUTH NTLM CRAM-MD5 PLAIN'], encrypted: true }, []],
  ['SENDER_REJECTED', account, {}, [fromAccount]],
  ['SENDER_REJECTED', { ...account, envelopeSender: 'b@c.test' }, {}, [{ ...fromAccount, 'smtp.envelopeSender': '' }]],
  ['SENDER_REJECTED', account, { from: 'alice@office.test' }, []],
  [
    'SENDER_REJECTED',
    account,
    { from: 'O "x" \\ <desk@office.test>' },
    [{ 'message.from': '"O \\"x\\" \\\\" <alice@office.test>' }],
  ],
  ['SENDER_REJECTED', account, { from: '' }, [{ 'message.from': 'alice@office.test' }]],
  ['SENDER_REJECTED', { authentication: true, username: 'OFFICE\\alice' }, {}, []],
  ['SENDER_REJECTED', { authentication: false, username: 'alice@office.test' }, {}, []],
  ['RECIPIENT_REJECTED', { username: 'alice' }, { offer: ['AUTH PLAIN'] }, [signIn]],
  ['RECIPIENT_REJECTED', { username: 'alice' }, { offer: [] }, []],
  ['MESSAGE_REJECTED', account, {}, []],
  ['CLIENT_CERTIFICATE_INVALID', account, {}, []],
  ['SMTPUTF8_NOT_OFFERED', account, {}, []],
  ['OUTCOME_UNKNOWN', account, {}, []],
  ['CANCELLED', account, {}, []],
];

describe('the cures', () => {
  test.each(table)('of %s with %j, having seen %j, are %j', (code, smtp, seen, changes) => {
    expect(curesFor(draftOf(smtp, seen.from), outcomeOf(code, seen))).toEqual(
      changes.map((each) => ({ changes: each })),
    );
  });

  test('of a success, and of the capture server, are none', () => {
    const outcome = outcomeOf('CONNECTION_REFUSED', {});
    expect(curesFor(draftOf({}), { ...outcome, failure: null })).toEqual([]);
    expect(curesFor({ ...draftOf({}), service: 'capture' }, outcome)).toEqual([]);
  });

  test('of a failure that had one cure of a kind twice are told once', () => {
    for (const [code, smtp, seen] of table) {
      const cures = curesFor(draftOf(smtp, seen.from), outcomeOf(code, seen)).map((cure) => JSON.stringify(cure));
      expect(new Set(cures).size).toBe(cures.length);
    }
  });

  const securities: readonly Security[] = ['none', 'starttls-if-available', 'starttls', 'tls'];
  const versions = ['1.0', '1.1', '1.2', '1.3'] as const;
  const strength = ({ security }: SettingsDraft['smtp']): number => Math.min(securities.indexOf(security), 2);
  const situations = table.flatMap(([code, smtp, seen]) =>
    securities.flatMap((security) =>
      versions.flatMap((lowestTlsVersion) =>
        [25, 465, 587, 2525].map((port) => [code, { ...smtp, security, lowestTlsVersion, port }, seen] as const),
      ),
    ),
  );

  test('can be applied as they are, change something, and make nothing less safe but where they say so', () => {
    let count = 0;
    for (const [code, smtp, seen] of situations) {
      const draft = draftOf(smtp, seen.from);
      for (const { changes } of curesFor(draft, outcomeOf(code, seen))) {
        const { smtp: after } = expectValue(applyChanges(draft, changes));
        const what = JSON.stringify([code, smtp, seen, changes]);
        expect(applyChanges(draft, changes), what).not.toEqual({ ok: true, value: draft });
        expect(strength(after), what).toBeGreaterThanOrEqual(strength(draft.smtp));
        expect(after.rejectInvalidCertificates, what).toBe(true);
        expect(after.host, what).toBe(draft.smtp.host);
        if (code !== 'AUTH_IN_CLEAR_REFUSED') expect(after.allowClearTextPassword, what).toBe(false);
        if (code !== 'TLS_HANDSHAKE_FAILED') expect(after.lowestTlsVersion, what).toBe(draft.smtp.lowestTlsVersion);
        expect([after.trustedCertificate, after.trustedAuthority], what).toEqual(['', '']);
        count++;
      }
    }
    expect(count).toBeGreaterThan(500);
  });
});

describeWithPeers(['openssl'], 'the cures of a certificate', () => {
  const certificates = certificatesForTests();

  // A name in the certificate is never offered as the host: the password would go to whoever stands in between.
  test.each<[CertificateProblem[], string[]]>([
    [['CERTIFICATE_SELF_SIGNED'], ['mail.office.test']],
    [['CERTIFICATE_NAME_MISMATCH'], ['*.office.test', 'mx.office.test', 'mx2.office.test']],
    [['CERTIFICATE_NAME_MISMATCH'], []],
    [['CERTIFICATE_NAME_MISMATCH', 'CERTIFICATE_UNKNOWN_ISSUER'], ['mx.office.test']],
    [['CERTIFICATE_CHANGED', 'CERTIFICATE_NAME_MISMATCH'], ['mx.office.test']],
  ])('with %j for %j are to trust it', (problems, names) => {
    const pem = certificates().wrongName.cert.trim();
    const [code] = problems;
    const outcome = outcomeOf(code ?? 'INTERNAL', { encrypted: true }, certificateOf(problems, names, pem));
    expect(curesFor(draftOf({ security: 'tls' }), outcome)).toEqual([{ changes: { 'smtp.trustedCertificate': pem } }]);
  });

  test('are none where the certificate itself isn’t there', () => {
    const outcome = outcomeOf('CERTIFICATE_EXPIRED', { encrypted: true }, certificateOf(['CERTIFICATE_EXPIRED'], []));
    expect(curesFor(draftOf({ security: 'tls' }), outcome)).toEqual([]);
  });
});
