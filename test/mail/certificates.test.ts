import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { CertificateProblem } from '../../src/shared/certificate.ts';
import {
  type AppUnderTest,
  expectFailure,
  expectValue,
  openAppForFile,
  reportOf,
  smtpChanges,
} from '../app-under-test.ts';
import { runCommand, setOptions } from '../command-line.ts';
import type { CertificateName } from '../servers/certificates.ts';
import { certificatesForTests } from '../servers/certificates-for-tests.ts';
import { describeWithPeers } from '../servers/describe-with-peers.ts';
import { account, startSmtpServer } from '../servers/smtp-server.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';

const states: readonly [CertificateName, readonly CertificateProblem[]][] = [
  ['expired', ['CERTIFICATE_EXPIRED']],
  ['notYetValid', ['CERTIFICATE_NOT_YET_VALID']],
  ['wrongName', ['CERTIFICATE_NAME_MISMATCH']],
  ['selfSigned', ['CERTIFICATE_SELF_SIGNED']],
  ['unknownIssuer', ['CERTIFICATE_UNKNOWN_ISSUER']],
  ['allWrong', ['CERTIFICATE_EXPIRED', 'CERTIFICATE_NAME_MISMATCH', 'CERTIFICATE_UNKNOWN_ISSUER']],
];
const ways = [
  ['tls', 'implicit'],
  ['starttls', 'offered'],
  ['starttls-if-available', 'offered'],
] as const;
const cases = states.flatMap(([name, problems]) => ways.map(([security, tls]) => ({ name, problems, security, tls })));

describeWithPeers(['openssl'], 'certificates that are not valid', () => {
  const certificates = certificatesForTests();
  let postroom: AppUnderTest;
  beforeAll(async () => {
    postroom = await openAppForFile({ trustedAuthorities: [certificates().authority] });
  });
  afterAll(() => postroom?.close());

  const startServer = async (name: CertificateName, tls: 'implicit' | 'offered') => {
    const server = await startSmtpServer({ tls, keyPair: certificates()[name], mechanisms: ['PLAIN'] });
    onTestFinished(server.close);
    return server;
  };
  const signIn = { 'smtp.authentication': true, 'smtp.username': account.username };

  test.each(cases)(
    '$name by $security is rejected, and the password stays here',
    async ({ name, problems, security, tls }) => {
      const server = await startServer(name, tls);
      const result = await postroom.test(
        { 'smtp.port': server.port, 'smtp.security': security, ...signIn },
        { password: account.password },
      );
      const error = expectFailure(result, problems[0] ?? 'INTERNAL');
      expect(error.message).toContain('127.0.0.1');
      expect(error.help).toMatch(/\S/);
      const report = reportOf(result);
      expect(report.status).toBe('failed');
      expect(report.encryption?.certificate.problems).toEqual(problems);
      expect(report.steps.find(({ status }) => status === 'failed')?.step).toBe('certificate');
      expect(server.signIns).toHaveLength(0);
      expect(server.messages).toHaveLength(0);
    },
  );

  test.each(cases)(
    '$name by $security goes when it need not be valid, and is told',
    async ({ name, problems, security, tls }) => {
      const server = await startServer(name, tls);
      const result = await postroom.test(
        { 'smtp.port': server.port, 'smtp.security': security, 'smtp.rejectInvalidCertificates': false, ...signIn },
        { password: account.password },
      );
      const report = expectValue(result);
      expect(server.messages[0]?.encrypted).toBe(true);
      expect(report.encryption?.certificate.problems).toEqual(problems);
      expect((await postroom.logged(result)).certificateProblems).toEqual(problems);
      expect(await postroom.transcript(result)).toMatch(/certificate/i);
    },
  );

  test('a certificate is described as it is', async () => {
    const server = await startServer('wrongName', 'implicit');
    const result = await postroom.test({ 'smtp.port': server.port, 'smtp.security': 'tls' });
    const seen = new X509Certificate(certificates().wrongName.cert);
    expect(reportOf(result).encryption?.certificate).toEqual({
      subject: 'CN=mail.elsewhere.test',
      issuer: 'CN=Postroom test authority',
      validFrom: new Date(seen.validFrom).toISOString(),
      validTo: new Date(seen.validTo).toISOString(),
      fingerprint256: seen.fingerprint256,
      names: ['mail.elsewhere.test'],
      problems: ['CERTIFICATE_NAME_MISMATCH'],
      trustedBy: null,
      pem: seen.toString().trim(),
      chain: [expect.objectContaining({ subject: 'CN=Postroom test authority' })],
    });
  });

  test.for([
    ['expiredIssuer', 'whose issuer has expired'],
    ['forgedIssuer', 'whose issuer is forged in the trusted authority’s name, and has expired'],
    ['notForServers', 'that is for clients only'],
  ] as const)('a certificate (%s) %s is rejected by each of them', async ([name]) => {
    for (const [security, tls] of ways) {
      const server = await startServer(name, tls);
      const changes = { 'smtp.port': server.port, 'smtp.security': security, ...signIn };
      const rejected = await postroom.test(changes, { password: account.password });
      expect(rejected.ok ? 'it succeeded' : rejected.error.code).toMatch(/^CERTIFICATE_/);
      expect(server.signIns).toHaveLength(0);
      const taken = await postroom.test(
        { ...changes, 'smtp.rejectInvalidCertificates': false },
        { password: account.password },
      );
      expect(expectValue(taken).encryption?.certificate.problems).not.toEqual([]);
    }
  });

  test('the command line trusts the authority that NODE_EXTRA_CA_CERTS names, and no stranger', async () => {
    const folder = await makeTemporaryFolder('trust');
    onTestFinished(folder.remove);
    const server = await startServer('valid', 'implicit');
    const set = setOptions(smtpChanges({ 'smtp.port': server.port, 'smtp.security': 'tls' }));
    const run = (env: Record<string, string>) =>
      runCommand(folder.path, ['--json', 'test', '--to', 'a@recipient.test', ...set], { env });
    const trusting = await run({ NODE_EXTRA_CA_CERTS: certificates().authorityFile });
    expect({ exitCode: trusting.exitCode, ok: trusting.json().ok }).toEqual({ exitCode: 0, ok: true });
    const strange = await run({});
    expect({ exitCode: strange.exitCode, code: strange.json().error?.code }).toEqual({
      exitCode: 1,
      code: 'CERTIFICATE_UNKNOWN_ISSUER',
    });
  });

  test('an authority that is not trusted is not trusted, even if tests elsewhere trust it', async () => {
    const stranger = await openAppForFile();
    onTestFinished(stranger.close);
    const server = await startServer('valid', 'implicit');
    expectFailure(
      await stranger.test({ 'smtp.port': server.port, 'smtp.security': 'tls' }),
      'CERTIFICATE_UNKNOWN_ISSUER',
    );
  });
});
