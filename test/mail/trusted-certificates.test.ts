import { X509Certificate } from 'node:crypto';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import {
  type AppUnderTest,
  type Changes,
  expectFailure,
  expectValue,
  openAppForFile,
  reportOf,
} from '../app-under-test.ts';
import type { CertificateName } from '../servers/certificates.ts';
import { certificatesForTests } from '../servers/certificates-for-tests.ts';
import { describeWithPeers } from '../servers/describe-with-peers.ts';
import { account, startSmtpServer } from '../servers/smtp-server.ts';
import { startTlsServer } from '../servers/tls-server.ts';
import { signIn, tls } from './failure-case.ts';

const hasIpv6 = Object.values(networkInterfaces()).some((each) => each?.some(({ address }) => address === '::1'));
const fingerprintOf = (pem: string): string => new X509Certificate(pem).fingerprint256;

describeWithPeers(['openssl'], 'the one certificate that the settings trust', () => {
  const certificates = certificatesForTests();
  let postroom: AppUnderTest;
  beforeAll(async () => {
    postroom = await openAppForFile({ trustedAuthorities: [certificates().authority] });
  });
  afterAll(() => postroom?.close());

  const startServer = async (name: CertificateName, way: 'implicit' | 'offered' = 'implicit') => {
    const server = await startSmtpServer({ tls: way, keyPair: certificates()[name], mechanisms: ['PLAIN'] });
    onTestFinished(server.close);
    return server;
  };
  const trusting = (name: CertificateName): Changes => ({ 'smtp.trustedCertificate': certificates()[name].cert });
  const tried = (port: number, changes: Changes) =>
    postroom.test({ 'smtp.port': port, ...tls, ...signIn, ...changes }, { password: account.password });

  test.each<[CertificateName, readonly string[]]>([
    ['selfSigned', []],
    ['unknownIssuer', []],
    ['wrongName', []],
    ['valid', []],
    ['expired', ['CERTIFICATE_EXPIRED']],
    ['notYetValid', ['CERTIFICATE_NOT_YET_VALID']],
    ['allWrong', ['CERTIFICATE_EXPIRED']],
  ])('%s is accepted where it is the one, and what it is trusted by is told', async (name, problems) => {
    for (const [security, way] of [
      ['tls', 'implicit'],
      ['starttls', 'offered'],
      ['starttls-if-available', 'offered'],
    ] as const) {
      const server = await startServer(name, way);
      const result = await tried(server.port, { ...trusting(name), 'smtp.security': security });
      const { encryption } = expectValue(result);
      expect(encryption?.certificate).toMatchObject({
        trustedBy: 'trusted-certificate',
        problems,
        fingerprint256: fingerprintOf(certificates()[name].cert),
      });
      expect(server.signIns).toEqual([expect.objectContaining({ encrypted: true, accepted: true })]);
      expect((await postroom.logged(result)).attemptList[0]?.encryption?.certificate.trustedBy).toBe(
        'trusted-certificate',
      );
    }
  });

  test.each<[CertificateName, CertificateName]>([
    ['selfSigned', 'valid'],
    ['valid', 'selfSigned'],
    ['expired', 'valid'],
    ['unknownIssuer', 'wrongName'],
    ['selfSigned', 'allWrong'],
  ])(
    'another certificate (%s was trusted, %s is shown) is CERTIFICATE_CHANGED, rejecting or not',
    async (trusted, shown) => {
      for (const reject of [true, false]) {
        const server = await startServer(shown);
        const result = await tried(server.port, { ...trusting(trusted), 'smtp.rejectInvalidCertificates': reject });
        const error = expectFailure(result, 'CERTIFICATE_CHANGED');
        expect(error.message).toContain('is not the one that the settings trust');
        const report = reportOf(result);
        expect(report.encryption?.certificate).toMatchObject({
          trustedBy: null,
          fingerprint256: fingerprintOf(certificates()[shown].cert),
        });
        expect(report.encryption?.certificate.problems[0]).toBe('CERTIFICATE_CHANGED');
        expect(report.encryption?.certificate.pem).toBeDefined();
        expect(report.steps.find(({ status }) => status === 'failed')?.step).toBe('certificate');
        expect(server.signIns).toEqual([]);
        expect(server.messages).toEqual([]);
      }
    },
  );

  test('the issuer’s certificate does not stand for those that it issued', async () => {
    const server = await startServer('valid');
    expectFailure(
      await tried(server.port, { 'smtp.trustedCertificate': certificates().authority }),
      'CERTIFICATE_CHANGED',
    );
  });

  test('what the failure shows can be trusted as it is, and is then', async () => {
    const server = await startServer('selfSigned');
    const { encryption } = reportOf(await tried(server.port, {}));
    const pem = encryption?.certificate.pem ?? '';
    expect(pem).toBe(certificates().selfSigned.cert.trim());
    expectValue(await tried(server.port, { 'smtp.trustedCertificate': pem }));
  });

  test('where TLS is not spoken, a trusted certificate changes nothing', async () => {
    const server = await startServer('valid', 'offered');
    const result = await tried(server.port, { ...trusting('selfSigned'), 'smtp.security': 'none' });
    expect(expectValue(result).encryption).toBeNull();
  });
});

describeWithPeers(['openssl'], 'the host of a certificate', () => {
  const certificates = certificatesForTests();

  const open = async (addresses: readonly string[]) => {
    const postroom = await openAppForFile({
      trustedAuthorities: [certificates().authority],
      lookup: async () => addresses,
    });
    onTestFinished(postroom.close);
    return postroom;
  };

  test.for([
    ['127.0.0.1', '127.0.0.1'],
    ['::1', '::1'],
    ['[::1]', '::1'],
    ['0:0:0:0:0:0:0:1', '::1'],
  ] as const)(
    '%s is right when its address is in the certificate, and nothing is asked for by name',
    async ([host, at], { skip }) => {
      skip(at === '::1' && !hasIpv6, 'this computer has no IPv6');
      const postroom = await open([]);
      const server = await startTlsServer(certificates().valid, at);
      onTestFinished(server.close);
      const report = expectValue(await postroom.test({ 'smtp.host': host, 'smtp.port': server.port, ...tls }));
      expect(report.encryption?.certificate).toMatchObject({ problems: [], trustedBy: 'authority' });
      // RFC 6066 section 3: addresses are no host names.
      expect(server.serverNames).toEqual([false]);
    },
  );

  test.for(['127.0.0.1', '::1'] as const)('%s is wrong when the certificate is for a name', async (host, { skip }) => {
    skip(host === '::1' && !hasIpv6, 'this computer has no IPv6');
    const postroom = await open([]);
    const server = await startTlsServer(certificates().wrongName, host);
    onTestFinished(server.close);
    const result = await postroom.test({ 'smtp.host': host, 'smtp.port': server.port, ...tls });
    expect(expectFailure(result, 'CERTIFICATE_NAME_MISMATCH').message).toContain('mail.elsewhere.test');
    expect(server.lines).toEqual([]);
  });

  test.each([
    ['mail.elsewhere.test', 'wrongName', 'trusted'],
    ['MAIL.Elsewhere.test', 'wrongName', 'trusted'],
    ['mail.sender.test', 'wrongName', 'CERTIFICATE_NAME_MISMATCH'],
    ['mail.sender.test', 'valid', 'CERTIFICATE_NAME_MISMATCH'],
  ] as const)('the name %s with the certificate %s: %s; it is asked for by SNI', async (host, name, outcome) => {
    const postroom = await open(['127.0.0.1']);
    const server = await startTlsServer(certificates()[name]);
    onTestFinished(server.close);
    const result = await postroom.test({ 'smtp.host': host, 'smtp.port': server.port, ...tls });
    expect(result.ok ? 'trusted' : result.error.code).toBe(outcome);
    expect(server.serverNames).toEqual([expect.stringMatching(new RegExp(`^${host}$`, 'i'))]);
  });
});
