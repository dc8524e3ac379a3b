import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { ProbedPort } from '../../../src/shared/probe.ts';
import { type AppUnderTest, openAppForFile } from '../../app-under-test.ts';
import type { CertificateName } from '../../servers/certificates.ts';
import { certificatesForTests } from '../../servers/certificates-for-tests.ts';
import { describeWithPeers } from '../../servers/describe-with-peers.ts';
import { type RunningPostfix, startPostfix } from '../../servers/postfix.ts';
import { startSmtpServer } from '../../servers/smtp-server.ts';
import { onlyPort, probe } from './probing.ts';

const run = promisify(execFile);

/** What `openssl s_client` says of the same port. */
async function askOpenssl(port: number, starttls: boolean, authorityFile: string) {
  const args = ['s_client', '-connect', `127.0.0.1:${port}`, '-verify_ip', '127.0.0.1', '-CAfile', authorityFile];
  const asked = run('openssl', [...args, ...(starttls ? ['-starttls', 'smtp'] : [])], { timeout: 10_000 });
  asked.child.stdin?.end('QUIT\r\n');
  // A refused verification is told, and is no failure of the program; the end of its input may be.
  const { stdout } = await asked.catch((error: { stdout: string }) => error);
  const pem = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/.exec(stdout)?.[0] ?? '';
  const [, protocol, cipher] = /New, (\S+), Cipher is (\S+)/.exec(stdout) ?? [];
  return {
    protocol,
    cipher,
    fingerprint256: new X509Certificate(pem).fingerprint256,
    valid: /Verif(y|ication)( return code)?: (0 \(ok\)|OK)/.test(stdout),
  };
}

/** What `swaks` hears: the greeting, and the keywords of the last EHLO. */
async function askSwaks(port: number, tls: ProbedPort['tls']) {
  const secure = { implicit: ['--tls-on-connect'], starttls: ['--tls'], none: [] }[tls ?? 'none'];
  const args = ['--server', '127.0.0.1', '--port', String(port), '--quit-after', 'EHLO', ...secure];
  const { stdout } = await run('swaks', args, { timeout: 10_000 });
  const lines = stdout.split('\n');
  const lastEhlo = lines.findLastIndex((line) => /^ [-~]> EHLO /.test(line));
  const answers = lines.slice(lastEhlo + 1).map((line) => /^<[-~] {2}250[ -](.*)$/.exec(line)?.[1]);
  return {
    greeting: lines.map((line) => /^<[-~] {2}(220 .*)$/.exec(line)?.[1]).find((line) => line !== undefined),
    extensions: answers.filter((line) => line !== undefined).slice(1),
    protocol: /TLS started with cipher (TLSv[\d.]+)/.exec(stdout)?.[1],
  };
}

/** Looks at a port, and expects both programs to say the same of it. */
async function compare(
  postroom: AppUnderTest,
  port: number,
  found: ProbedPort['tls'],
  authorityFile: string,
): Promise<ProbedPort> {
  const seen = onlyPort(await probe(postroom, [port]));
  expect(seen).toMatchObject({ state: 'open', tls: found, failure: null });
  const swaks = await askSwaks(port, found);
  expect(seen.greeting).toBe(swaks.greeting);
  expect(seen.extensions).toEqual(swaks.extensions);
  if (found === 'none') {
    expect([seen.encryption, swaks.protocol]).toEqual([null, undefined]);
    return seen;
  }
  const openssl = await askOpenssl(port, found === 'starttls', authorityFile);
  expect(seen.encryption?.protocol).toBe(swaks.protocol);
  expect(seen.encryption).toMatchObject({ protocol: openssl.protocol, cipher: openssl.cipher });
  expect(seen.encryption?.certificate.fingerprint256).toBe(openssl.fingerprint256);
  expect(seen.encryption?.certificate.problems.length === 0).toBe(openssl.valid);
  return seen;
}

describeWithPeers(['openssl', 'swaks', 'postfix'], 'a second opinion on Postfix', () => {
  const certificates = certificatesForTests();
  let postroom: AppUnderTest;
  let postfix: RunningPostfix;
  beforeAll(async () => {
    postroom = await openAppForFile({ trustedAuthorities: [certificates().authority] });
    postfix = await startPostfix(certificates());
  });
  afterAll(() => Promise.all([postfix?.close(), postroom?.close()]));

  test.for([
    ['plain', 'none'],
    ['offered', 'starttls'],
    ['required', 'starttls'],
    ['implicit', 'implicit'],
  ] as const)('port “%s” offers the same to openssl and swaks', async ([name, tls]) => {
    const seen = await compare(postroom, postfix.ports[name], tls, certificates().authorityFile);
    expect(seen.sizeLimit).toBe(10_485_760);
    // A port that insists on TLS doesn't offer a sign-in before it.
    if (name === 'required') expect(seen.mechanismsInClear).toEqual([]);
    expect(tls === 'none' ? seen.mechanismsInClear : seen.mechanisms).toContain('PLAIN');
  });
});

describeWithPeers(['openssl', 'swaks'], 'a second opinion on smtp-server', () => {
  const certificates = certificatesForTests();
  let postroom: AppUnderTest;
  beforeAll(async () => {
    postroom = await openAppForFile({ trustedAuthorities: [certificates().authority] });
  });
  afterAll(() => postroom?.close());

  test.for(['valid', 'expired', 'wrongName', 'selfSigned', 'unknownIssuer'] satisfies CertificateName[])(
    'a certificate that is %s gets the same verdict from openssl',
    async (name) => {
      for (const [tls, found] of [
        ['offered', 'starttls'],
        ['implicit', 'implicit'],
      ] as const) {
        const server = await startSmtpServer({ tls, keyPair: certificates()[name], mechanisms: ['PLAIN'] });
        onTestFinished(server.close);
        const seen = await compare(postroom, server.port, found, certificates().authorityFile);
        expect(seen.encryption?.certificate.problems.length === 0).toBe(name === 'valid');
      }
    },
  );
});
