import { X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { readCertificateFiles } from '../../src/renderer/settings/certificate-file.ts';
import { certificatesForTests } from '../servers/certificates-for-tests.ts';

const certificates = certificatesForTests();
const file = (content: string | Uint8Array<ArrayBuffer>, name = 'authority.crt') => new File([content], name);
const der = (pem: string) => new Uint8Array(new X509Certificate(pem).raw);
const fingerprints = (pem: string) =>
  (pem.match(/-----BEGIN[^-]+-----[^-]+-----END[^-]+-----/g) ?? []).map(
    (block) => new X509Certificate(block).fingerprint256,
  );

test('a file in PEM form is taken, whatever stands around its certificates', async () => {
  const { authority, valid } = certificates();
  const read = await readCertificateFiles([file(`Bag of certificates\r\n${authority}\n# and\n${valid.cert}\n`)]);
  expect(read.ok && fingerprints(read.value)).toEqual([authority, valid.cert].map((pem) => fingerprints(pem)[0]));
});

test('a file in DER form becomes PEM, alone and beside others', async () => {
  const { authority, selfSigned } = certificates();
  const read = await readCertificateFiles([file(der(authority)), file(selfSigned.cert), file(der(selfSigned.cert))]);
  const [first, second] = [authority, selfSigned.cert].map((pem) => fingerprints(pem)[0]);
  expect(read.ok && fingerprints(read.value)).toEqual([first, second, second]);
});

test('a DER file and its PEM twin come to the same text', async () => {
  const { authority } = certificates();
  expect(await readCertificateFiles([file(der(authority))])).toEqual(await readCertificateFiles([file(authority)]));
});

test.each<[string, () => File, RegExp]>([
  ['a private key', () => file(certificates().valid.key + certificates().valid.cert), /private key/],
  ['a text without certificates', () => file('Dear administrator', 'letter.txt'), /“letter\.txt” holds no certificate/],
  ['an empty file', () => file('', 'empty.pem'), /“empty\.pem” holds no certificate/],
  ['another file in PEM form', () => file('-----BEGIN X509 CRL-----\nAA==\n-----END X509 CRL-----'), /no certificate/],
  ['too large a file', () => file(new Uint8Array(1_000_001), 'disk.img'), /“disk\.img” is too large/],
  ['a large file in DER form', () => file(new Uint8Array(900_000).fill(0x30), 'big.der'), /too long/],
])('%s is refused with the reason', async (_what, make, reason) => {
  const read = await readCertificateFiles([make()]);
  expect(read.ok ? 'taken' : read.message).toMatch(reason);
});

test('more certificates than can be trusted are refused', async () => {
  const { authority } = certificates();
  const read = await readCertificateFiles([file(authority.repeat(21))]);
  expect(read.ok ? 'taken' : read.message).toContain('21 certificates');
});
