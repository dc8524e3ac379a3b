import { expect, test } from 'vitest';
import { isTrust, waysToTrust } from '../../src/renderer/certificate/trust.ts';
import type { Certificate, CertificateProblem } from '../../src/shared/certificate.ts';

const certificate = (problems: CertificateProblem[], given: Partial<Certificate> = {}): Certificate => ({
  subject: 'CN=mail.example.org',
  issuer: 'CN=Intermediate',
  validFrom: '',
  validTo: '',
  fingerprint256: 'AA',
  names: [],
  pem: 'LEAF',
  problems,
  trustedBy: null,
  chain: [],
  ...given,
});
const issuer = (subject: string, pem?: string): Certificate['chain'][number] => ({
  subject,
  issuer: '',
  validFrom: '',
  validTo: '',
  fingerprint256: subject,
  names: [],
  ...(pem === undefined ? {} : { pem }),
});
const chain = [issuer('CN=Intermediate', 'MIDDLE'), issuer('CN=Root', 'ROOT')];

test.each<[string, Certificate, readonly string[]]>([
  ['an authority vouches for it', certificate([], { trustedBy: 'authority', chain }), ['LEAF']],
  ['an authority of the settings vouches for it', certificate([], { trustedBy: 'trusted-authority', chain }), ['LEAF']],
  ['the settings name it already', certificate(['CERTIFICATE_EXPIRED'], { trustedBy: 'trusted-certificate' }), []],
  ['it is self-signed', certificate(['CERTIFICATE_SELF_SIGNED']), ['LEAF']],
  ['its root came along', certificate(['CERTIFICATE_UNKNOWN_ISSUER'], { chain }), ['LEAF', 'ROOT']],
  ['its name is wrong', certificate(['CERTIFICATE_NAME_MISMATCH'], { chain }), ['LEAF']],
  [
    'its issuer is unknown and its time is over',
    certificate(['CERTIFICATE_EXPIRED', 'CERTIFICATE_UNKNOWN_ISSUER'], { chain }),
    ['LEAF'],
  ],
  [
    'it is not the trusted one',
    certificate(['CERTIFICATE_CHANGED', 'CERTIFICATE_UNKNOWN_ISSUER'], { chain }),
    ['LEAF'],
  ],
  [
    'only the intermediate came with its text',
    certificate(['CERTIFICATE_UNKNOWN_ISSUER'], { chain: [issuer('CN=Intermediate', 'MIDDLE'), issuer('CN=Root')] }),
    ['LEAF', 'MIDDLE'],
  ],
])('where %s, the right ways to trust it are offered', (_what, given, pems) => {
  expect(waysToTrust(given, '').map(({ changes }) => Object.values(changes)[0])).toEqual(pems);
});

test('a logged certificate without its text cannot be trusted', () => {
  const { pem: _pem, ...without } = certificate(['CERTIFICATE_SELF_SIGNED']);
  expect(waysToTrust(without, '')).toEqual([]);
});

test('an authority is added to those that are trusted already', () => {
  const [, authority] = waysToTrust(certificate(['CERTIFICATE_UNKNOWN_ISSUER'], { chain }), 'OTHER');
  expect(authority?.changes).toEqual({ 'smtp.trustedAuthority': 'OTHER\nROOT' });
});

test.each([
  [{ 'smtp.trustedCertificate': 'LEAF' }, true],
  [{ 'smtp.trustedAuthority': 'ROOT' }, true],
  [{ 'smtp.host': 'mail.example.org' }, false],
])('%j is told from other changes', (changes, trust) => {
  expect(isTrust(changes)).toBe(trust);
});
