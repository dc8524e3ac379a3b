import { describe, expect, test } from 'vitest';
import { bestOf, withChanges } from '../../../src/main/mail/probe/recommendation.ts';
import type { CertificateProblem } from '../../../src/shared/certificate.ts';
import type { ProbedPort } from '../../../src/shared/probe.ts';

type Finding = Omit<ProbedPort, 'changes'>;

const base: Finding = {
  address: '192.0.2.1',
  family: 'ipv4',
  port: 25,
  state: 'open',
  greeting: '220 mail',
  tls: 'none',
  encryption: null,
  mechanismsInClear: [],
  mechanisms: [],
  sizeLimit: null,
  extensions: [],
  failure: null,
  durationMs: 1,
};

function open(port: number, tls: ProbedPort['tls'], more: Partial<Finding> = {}): Finding {
  return { ...base, port, tls, encryption: tls === 'none' ? null : encryptedWith(), ...more };
}

function encryptedWith(...problems: CertificateProblem[]): Finding['encryption'] {
  const facts = { subject: '', issuer: '', validFrom: '', validTo: '', fingerprint256: '', names: [], chain: [] };
  const trustedBy = problems.length === 0 ? 'authority' : null;
  return { protocol: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384', certificate: { ...facts, problems, trustedBy } };
}

const signIn = { mechanisms: ['PLAIN'] };
const expired = { encryption: encryptedWith('CERTIFICATE_EXPIRED') };
const v6 = { address: '2001:db8::1', family: 'ipv6' } as const;
const failed = (state: ProbedPort['state']): Partial<Finding> => ({
  state,
  tls: null,
  encryption: null,
  failure: { code: 'CONNECTION_TIMEOUT', message: 'No.' },
});

describe('the port that fits best', () => {
  test.for([
    ['465 before 587, when both are fine', [open(587, 'starttls', signIn), open(465, 'implicit', signIn)], 1],
    ['587 before 2525', [open(2525, 'starttls', signIn), open(587, 'starttls', signIn)], 1],
    ['587 before 25', [open(25, 'starttls', signIn), open(587, 'starttls', signIn)], 1],
    ['2525 before 25', [open(25, 'starttls', signIn), open(2525, 'starttls', signIn)], 1],
    ['submission before a relay that signs in', [open(25, 'starttls', signIn), open(587, 'starttls')], 1],
    ['one that signs in before one that doesn’t', [open(465, 'implicit'), open(587, 'starttls', signIn)], 1],
    ['a valid certificate before another', [open(465, 'implicit', { ...signIn, ...expired }), open(25, 'starttls')], 1],
    ['any TLS before none', [open(587, 'none', { mechanismsInClear: ['PLAIN'] }), open(25, 'starttls', expired)], 1],
    [
      'sign-in in clear before none at all',
      [open(2525, 'none'), open(587, 'none', { mechanismsInClear: ['PLAIN'] })],
      1,
    ],
    ['the first of equals', [open(587, 'starttls', signIn), open(587, 'starttls', { ...signIn, ...v6 })], 0],
    ['25 when there is nothing else', [open(465, 'implicit', failed('silent')), open(25, 'none')], 1],
    ['none when nothing is of use', [open(25, null, failed('closed')), open(465, null, failed('other'))], null],
    ['none when TLS is broken', [open(587, 'starttls', { ...failed('open'), tls: 'starttls' })], null],
  ] as const)('is %s', ([, findings, best]) => {
    expect(bestOf(withChanges('mail.example.com', findings))).toBe(best);
  });
});

describe('what to change', () => {
  const changesOf = (...findings: Finding[]) => withChanges('mail.example.com', findings)[0]?.changes;
  const common = { service: 'smtp', 'smtp.host': 'mail.example.com' };

  test.for([
    ['implicit', 465, 'tls'],
    ['starttls', 587, 'starttls'],
    ['none', 25, 'none'],
  ] as const)('%s at %i is used as %s, and nothing else is touched', ([tls, port, security]) => {
    expect(changesOf(open(port, tls, expired))).toEqual({
      ...common,
      'smtp.port': String(port),
      'smtp.security': security,
    });
  });

  test.for([
    ['works as well', {}, undefined],
    ['accepts connections, but no session', failed('other'), 'ipv4'],
    ['is closed', failed('closed'), 'ipv4'],
    ['doesn’t answer', failed('silent'), 'ipv4'],
    ['offers TLS that is broken', { ...failed('open'), tls: 'starttls' }, 'ipv4'],
    ['can’t be reached from here at all', failed('unreachable'), undefined],
  ] as const)('when the other family %s', ([, more, family]) => {
    const changes = changesOf(open(587, 'starttls'), open(587, 'starttls', { ...v6, ...more }));
    expect(changes?.['smtp.addressFamily']).toBe(family);
  });

  test('what the other family does at other ports says nothing of this one', () => {
    const changes = changesOf(open(587, 'starttls'), open(25, null, { ...v6, ...failed('silent') }));
    expect(changes).not.toHaveProperty(['smtp.addressFamily']);
  });

  test('one address of the other family that works is enough', () => {
    const dead = open(587, null, { ...v6, ...failed('closed') });
    const alive = open(587, 'starttls', { ...v6, address: '2001:db8::2' });
    expect(changesOf(open(587, 'starttls'), dead, alive)).not.toHaveProperty(['smtp.addressFamily']);
  });
});
