import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TlsOptions } from 'node:tls';
import { beforeAll, onTestFinished } from 'vitest';
import type { Changes } from '../app-under-test.ts';
import { type Issued, type Issuer, issuerForTests, openssl } from '../servers/issued-certificates.ts';
import { startTlsServer, type TlsServer } from '../servers/tls-server.ts';
import { tls } from './failure-case.ts';

export const PASSPHRASE = 'Öffne-7 "mir%';
export const opensslPassphrase = `pass:${PASSPHRASE}`;

/** Writes a client's certificate in every form, right and wrong, and gives the path of each by its name. */
async function writeForms(folder: string, client: Issued, other: Issued): Promise<(name: string) => string> {
  const at = (name: string): string => join(folder, name);
  await writeFile(at('both.pem'), client.key + client.cert);
  await writeFile(at('both-other-order.pem'), `A comment\n${client.cert}${client.key}`);
  await writeFile(at('key.pem'), client.key);
  await writeFile(at('certificate.pem'), client.cert);
  await writeFile(at('other-key.pem'), other.key);
  await writeFile(at('text.pem'), 'Neither of both.\n');
  await writeFile(at('empty.pem'), '');
  await writeFile(at('damaged.pem'), '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
  await appendFile(at('damaged.pem'), client.key);
  await writeFile(at('noise.p12'), Buffer.alloc(5000, 0xa5));
  await writeFile(at('large.pem'), Buffer.alloc(2_000_000, 'x'));
  await mkdir(at('a-folder'));
  await openssl(
    folder,
    'pkcs8',
    '-topk8',
    '-v2',
    'aes-256-cbc',
    '-in',
    'key.pem',
    '-passout',
    opensslPassphrase,
    '-out',
    'locked-key.pem',
  );
  await openssl(folder, 'ec', '-aes256', '-in', 'key.pem', '-passout', opensslPassphrase, '-out', 'locked-old-key.pem');
  const pkcs12 = (out: string, ...more: string[]) =>
    openssl(folder, 'pkcs12', '-export', '-in', 'certificate.pem', '-out', out, ...more);
  await pkcs12('both.p12', '-inkey', 'key.pem', '-passout', opensslPassphrase);
  await pkcs12('open.p12', '-inkey', 'key.pem', '-passout', 'pass:');
  await pkcs12('no-key.p12', '-nokeys', '-passout', opensslPassphrase);
  await openssl(folder, 'x509', '-in', 'certificate.pem', '-outform', 'DER', '-out', 'certificate.der');
  return at;
}

export type ClientCertificates = {
  readonly issuer: Issuer;
  /** Has issued the certificates of server and client. */
  readonly authority: Issued;
  readonly server: Issued;
  /** The path of a file by its name. */
  readonly file: (name: string) => string;
  /** Starts a server that asks for a client certificate; it goes on without one unless it is told to reject. */
  readonly startServer: (options?: TlsOptions) => Promise<TlsServer>;
  /** Settings that show these files to the server. */
  readonly shown: (certificate: string, key?: string) => Changes;
};

/** The common name in the certificate of the files. */
export const CLIENT_NAME = 'console of the house';

/** Makes the certificates and files before the tests of a file. Call what it gives inside a test or in a hook after it. */
export function clientCertificatesForTests(): () => ClientCertificates {
  const issuer = issuerForTests();
  let made: ClientCertificates | undefined;
  beforeAll(async () => {
    const { issue, folder } = issuer();
    const authority = await issue('House authority', { use: 'authority' });
    const server = await issue('mail.postroom.test', { issuer: authority });
    const client = await issue(CLIENT_NAME, { issuer: authority, use: 'client' });
    const other = await issue('somebody else', { issuer: authority, use: 'client' });
    const file = await writeForms(folder, client, other);
    made = {
      issuer: issuer(),
      authority,
      server,
      file,
      startServer: async (options = {}) => {
        const { key, cert } = server;
        const running = await startTlsServer({
          key,
          cert,
          requestCert: true,
          rejectUnauthorized: false,
          ca: authority.cert,
          ...options,
        });
        onTestFinished(running.close);
        return running;
      },
      shown: (certificate, key) => ({
        ...tls,
        'smtp.clientCertificateFile': file(certificate),
        ...(key === undefined ? {} : { 'smtp.clientKeyFile': file(key) }),
      }),
    };
  });
  return () => {
    if (made === undefined) throw new Error('The certificates are there inside a test only.');
    return made;
  };
}
