import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AppUnderTest, expectFailure, expectValue, openAppForFile } from '../app-under-test.ts';
import { describeWithPeers } from '../servers/describe-with-peers.ts';
import { openssl } from '../servers/issued-certificates.ts';
import { CLIENT_NAME, clientCertificatesForTests, opensslPassphrase, PASSPHRASE } from './client-certificate-files.ts';
import { tls } from './failure-case.ts';

describeWithPeers(['openssl'], 'a client certificate', () => {
  const certificates = clientCertificatesForTests();
  let postroom: AppUnderTest;
  beforeAll(async () => {
    postroom = await openAppForFile({ trustedAuthorities: [certificates().authority.cert] });
  });
  afterAll(() => postroom?.close());

  const good: readonly [what: string, certificate: string, key: string | undefined, passphrase: string | undefined][] =
    [
      ['in one file', 'both.pem', undefined, undefined],
      ['in one file the other way round', 'both-other-order.pem', undefined, undefined],
      ['in two files', 'certificate.pem', 'key.pem', undefined],
      ['with an encrypted key', 'certificate.pem', 'locked-key.pem', PASSPHRASE],
      ['with a key encrypted the old way', 'certificate.pem', 'locked-old-key.pem', PASSPHRASE],
      ['as PKCS#12', 'both.p12', undefined, PASSPHRASE],
      ['as PKCS#12 without a passphrase', 'open.p12', undefined, undefined],
      ['with a passphrase that isn’t needed', 'both.pem', undefined, PASSPHRASE],
    ];

  test.each(good)('%s is shown to the server that asks for it', async (_, certificate, key, clientKeyPassphrase) => {
    for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
      const running = await certificates().startServer({ maxVersion });
      const input = clientKeyPassphrase === undefined ? {} : { clientKeyPassphrase };
      expectValue(await postroom.test({ 'smtp.port': running.port, ...certificates().shown(certificate, key) }, input));
      expect(running.clients).toEqual([CLIENT_NAME]);
    }
  });

  const bad: readonly [
    what: string,
    files: readonly [string, string?],
    passphrase: string | undefined,
    sentence: RegExp,
    named: string,
    field: string,
  ][] = [
    [
      'a file that isn’t there',
      ['missing.pem'],
      undefined,
      /was not found/,
      'missing.pem',
      'smtp.clientCertificateFile',
    ],
    [
      'a key file that isn’t there',
      ['certificate.pem', 'missing.pem'],
      undefined,
      /was not found/,
      'missing.pem',
      'smtp.clientKeyFile',
    ],
    ['a folder', ['a-folder'], undefined, /can’t be read/, 'a-folder', 'smtp.clientCertificateFile'],
    [
      'a folder for a key',
      ['certificate.pem', 'a-folder'],
      undefined,
      /can’t be read/,
      'a-folder',
      'smtp.clientKeyFile',
    ],
    ['a file of 2 MB', ['large.pem'], undefined, /too large/, 'large.pem', 'smtp.clientCertificateFile'],
    ['a key alone', ['key.pem'], undefined, /no certificate in/, 'key.pem', 'smtp.clientCertificateFile'],
    [
      'a certificate alone',
      ['certificate.pem'],
      undefined,
      /no private key in/,
      'certificate.pem',
      'smtp.clientKeyFile',
    ],
    [
      'a certificate for a key',
      ['certificate.pem', 'certificate.pem'],
      undefined,
      /no private key in/,
      'certificate.pem',
      'smtp.clientKeyFile',
    ],
    [
      'another certificate’s key',
      ['certificate.pem', 'other-key.pem'],
      undefined,
      /doesn’t belong/,
      'certificate.pem',
      'smtp.clientKeyFile',
    ],
    [
      'an encrypted key without a passphrase',
      ['certificate.pem', 'locked-key.pem'],
      undefined,
      /there is none/,
      'locked-key.pem',
      'smtp.clientKeyPassphrase',
    ],
    [
      'a key encrypted the old way without a passphrase',
      ['certificate.pem', 'locked-old-key.pem'],
      undefined,
      /there is none/,
      'locked-old-key.pem',
      'smtp.clientKeyPassphrase',
    ],
    [
      'an encrypted key with a wrong passphrase',
      ['certificate.pem', 'locked-key.pem'],
      'wrong',
      /passphrase doesn’t open/,
      'locked-key.pem',
      'smtp.clientKeyPassphrase',
    ],
    [
      'a key encrypted the old way with a wrong passphrase',
      ['certificate.pem', 'locked-old-key.pem'],
      'wrong',
      /passphrase doesn’t open/,
      'locked-old-key.pem',
      'smtp.clientKeyPassphrase',
    ],
    [
      'PKCS#12 without its passphrase',
      ['both.p12'],
      undefined,
      /there is none/,
      'both.p12',
      'smtp.clientKeyPassphrase',
    ],
    [
      'PKCS#12 with a wrong passphrase',
      ['both.p12'],
      'wrong',
      /passphrase doesn’t open/,
      'both.p12',
      'smtp.clientKeyPassphrase',
    ],
    [
      'PKCS#12 without a key',
      ['no-key.p12'],
      PASSPHRASE,
      /no private key in/,
      'no-key.p12',
      'smtp.clientCertificateFile',
    ],
    ['noise', ['noise.p12'], undefined, /neither PEM nor PKCS#12/, 'noise.p12', 'smtp.clientCertificateFile'],
    ['text', ['text.pem'], undefined, /neither PEM nor PKCS#12/, 'text.pem', 'smtp.clientCertificateFile'],
    ['nothing', ['empty.pem'], undefined, /neither PEM nor PKCS#12/, 'empty.pem', 'smtp.clientCertificateFile'],
    [
      'a damaged certificate',
      ['damaged.pem'],
      undefined,
      /neither PEM nor PKCS#12/,
      'damaged.pem',
      'smtp.clientCertificateFile',
    ],
    [
      'a certificate in binary form',
      ['certificate.der'],
      undefined,
      /neither PEM nor PKCS#12/,
      'certificate.der',
      'smtp.clientCertificateFile',
    ],
  ];

  test.each(bad)(
    '%s is told as that, before anything connects',
    async (_, [certificate, key], clientKeyPassphrase, sentence, named, field) => {
      const running = await certificates().startServer();
      const input = clientKeyPassphrase === undefined ? {} : { clientKeyPassphrase };
      const result = await postroom.test(
        { 'smtp.port': running.port, ...certificates().shown(certificate, key) },
        input,
      );
      const error = expectFailure(result, 'CLIENT_CERTIFICATE_INVALID');
      expect(error.message).toMatch(sentence);
      expect(error.message).toContain(certificates().file(named));
      expect(error.field).toBe(field);
      expect(error.help).toMatch(/\S/);
      expect(running.clients).toEqual([]);
      expect(await postroom.logged(result)).toMatchObject({
        status: 'failed',
        error: { code: 'CLIENT_CERTIFICATE_INVALID' },
      });
    },
  );

  test('PKCS#12 as it was encrypted long ago is told as that', async ({ skip }) => {
    const { folder } = certificates().issuer;
    const legacy = openssl(
      folder,
      'pkcs12',
      '-export',
      '-legacy',
      '-in',
      'certificate.pem',
      '-inkey',
      'key.pem',
      '-passout',
      opensslPassphrase,
      '-out',
      'legacy.p12',
    );
    const made = await legacy.then(() => true).catch(() => false);
    skip(!made, 'this OpenSSL has no legacy provider');
    const running = await certificates().startServer();
    const result = await postroom.test(
      { 'smtp.port': running.port, ...certificates().shown('legacy.p12') },
      { clientKeyPassphrase: PASSPHRASE },
    );
    expect(expectFailure(result, 'CLIENT_CERTIFICATE_INVALID').message).toContain('no longer supported');
  });

  test('what is no file is not read', async ({ skip }) => {
    skip(process.platform === 'win32', 'Windows has neither');
    execFileSync('mkfifo', [certificates().file('pipe')]);
    const running = await certificates().startServer();
    for (const path of [certificates().file('pipe'), '/dev/zero']) {
      const result = await postroom.test({ 'smtp.port': running.port, ...tls, 'smtp.clientCertificateFile': path });
      expect(expectFailure(result, 'CLIENT_CERTIFICATE_INVALID').message).toContain('can’t be read');
    }
  });
});
