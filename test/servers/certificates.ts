import { execFile } from 'node:child_process';
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * What can be wrong with a server's certificate, one of each. All but `wrongName` and `allWrong` are for localhost, 127.0.0.1
 * and ::1. `expiredIssuer` is vouched for by an authority whose own certificate has expired, `forgedIssuer` by one that only
 * claims to be vouched for by the trusted authority, and has expired besides. `notForServers` is for clients only.
 */
export const certificateNames = [
  'valid',
  'expired',
  'notYetValid',
  'wrongName',
  'selfSigned',
  'unknownIssuer',
  'allWrong',
  'expiredIssuer',
  'forgedIssuer',
  'notForServers',
] as const;
export type CertificateName = (typeof certificateNames)[number];

export type KeyPair = {
  readonly key: string;
  readonly cert: string;
  /** A file with the key and the certificate, as Postfix takes it. */
  readonly chainFile: string;
};

export type Certificates = Readonly<Record<CertificateName, KeyPair>> & {
  /** The authority that is to be trusted. */
  readonly authority: string;
  readonly authorityFile: string;
};

const LOCAL_NAMES = 'DNS:localhost,IP:127.0.0.1,IP:::1';
const OTHER_NAME = 'DNS:mail.elsewhere.test';

// `openssl ca` is the only command of OpenSSL 3.0 that dates a certificate freely; it wants this file and a small database.
const CONFIGURATION = `
[ca]
default_ca = authority
[authority]
database = index.txt
serial = serial
new_certs_dir = .
default_md = sha256
policy = policy
copy_extensions = copy
[policy]
commonName = supplied
[server]
basicConstraints = CA:FALSE
keyUsage = digitalSignature
extendedKeyUsage = serverAuth
[authority_extensions]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
[client]
basicConstraints = CA:FALSE
keyUsage = digitalSignature
extendedKeyUsage = clientAuth
[intermediate]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
authorityKeyIdentifier = none
[req]
distinguished_name = name
[name]
`;

type Period = { readonly from: Date; readonly to: Date };

const DAY = 86_400_000;
const day = (offset: number): Date => new Date(Date.now() + offset * DAY);
const now: Period = { from: day(-1), to: day(3650) };
const past: Period = { from: day(-800), to: day(-400) };
const future: Period = { from: day(400), to: day(3650) };

/** Makes an authority and one server certificate of each kind in a folder, with `openssl`. Takes about half a second. */
export async function makeCertificates(folder: string): Promise<Certificates> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(join(folder, 'openssl.cnf'), CONFIGURATION);
  await writeFile(join(folder, 'index.txt'), '');
  await writeFile(join(folder, 'index.txt.attr'), 'unique_subject = no\n');
  await writeFile(join(folder, 'serial'), '1000\n');
  await makeAuthority(folder, 'authority', 'Postroom test authority');
  await makeAuthority(folder, 'stranger', 'An authority that nobody knows');
  // Has the trusted authority's name, but not its key.
  await makeAuthority(folder, 'impostor', 'Postroom test authority');
  await sign(folder, 'expiredIntermediate', 'authority', 'DNS:Expired intermediate', past, 'intermediate');
  await sign(folder, 'forgedIntermediate', 'impostor', 'DNS:Forged intermediate', past, 'intermediate');
  await sign(folder, 'valid', 'authority', LOCAL_NAMES, now);
  await sign(folder, 'expired', 'authority', LOCAL_NAMES, past);
  await sign(folder, 'notYetValid', 'authority', LOCAL_NAMES, future);
  await sign(folder, 'wrongName', 'authority', OTHER_NAME, now);
  await sign(folder, 'selfSigned', 'itself', LOCAL_NAMES, now);
  await sign(folder, 'unknownIssuer', 'stranger', LOCAL_NAMES, now);
  await sign(folder, 'allWrong', 'stranger', OTHER_NAME, past);
  await sign(folder, 'expiredIssuer', 'expiredIntermediate', LOCAL_NAMES, now);
  await sign(folder, 'forgedIssuer', 'forgedIntermediate', LOCAL_NAMES, now);
  await sign(folder, 'notForServers', 'authority', LOCAL_NAMES, now, 'client');
  await append(folder, 'expiredIssuer', 'expiredIntermediate');
  await append(folder, 'forgedIssuer', 'forgedIntermediate', 'authority');
  for (const name of certificateNames) await writeChain(folder, name);
  return readCertificates(folder);
}

/** Reads what `makeCertificates` left in a folder. */
export async function readCertificates(folder: string): Promise<Certificates> {
  const pairs = await Promise.all(certificateNames.map(async (name) => [name, await readPair(folder, name)] as const));
  const authorityFile = join(folder, 'authority.pem');
  return {
    ...(Object.fromEntries(pairs) as Record<CertificateName, KeyPair>),
    authority: await readFile(authorityFile, 'utf8'),
    authorityFile,
  };
}

async function readPair(folder: string, name: CertificateName): Promise<KeyPair> {
  const key = await readFile(join(folder, `${name}.key`), 'utf8');
  const cert = await readFile(join(folder, `${name}.pem`), 'utf8');
  return { key, cert, chainFile: join(folder, `${name}.chain.pem`) };
}

/** Has a server send the certificates of authorities along with its own. */
async function append(folder: string, name: CertificateName, ...authorities: string[]): Promise<void> {
  for (const authority of authorities) {
    await appendFile(join(folder, `${name}.pem`), await readFile(join(folder, `${authority}.pem`)));
  }
}

async function writeChain(folder: string, name: CertificateName): Promise<void> {
  const { key, cert, chainFile } = await readPair(folder, name);
  await writeFile(chainFile, key + cert, { mode: 0o600 });
}

async function makeAuthority(folder: string, name: string, commonName: string): Promise<void> {
  await makeKey(folder, name);
  await openssl(
    folder,
    'req',
    '-x509',
    '-new',
    '-key',
    `${name}.key`,
    '-days',
    '3650',
    '-subj',
    `/CN=${commonName}`,
    '-extensions',
    'authority_extensions',
    '-config',
    'openssl.cnf',
    '-out',
    `${name}.pem`,
  );
}

async function sign(
  folder: string,
  name: string,
  issuer: string,
  names: string,
  period: Period,
  extensions: 'server' | 'client' | 'intermediate' = 'server',
): Promise<void> {
  const commonName = names.slice('DNS:'.length).split(',')[0] ?? '';
  const forName = extensions === 'intermediate' ? [] : ['-addext', `subjectAltName=${names}`];
  const request = ['-key', `${name}.key`, '-subj', `/CN=${commonName}`, ...forName, '-out', `${name}.csr`];
  const by =
    issuer === 'itself'
      ? ['-selfsign', '-keyfile', `${name}.key`]
      : ['-cert', `${issuer}.pem`, '-keyfile', `${issuer}.key`];
  const dates = ['-startdate', asn1Time(period.from), '-enddate', asn1Time(period.to)];
  const files = ['-in', `${name}.csr`, '-out', `${name}.pem`];
  await makeKey(folder, name);
  await openssl(folder, 'req', '-new', '-config', 'openssl.cnf', ...request);
  await openssl(
    folder,
    'ca',
    '-batch',
    '-notext',
    '-config',
    'openssl.cnf',
    ...by,
    ...files,
    ...dates,
    '-extensions',
    extensions,
  );
}

async function makeKey(folder: string, name: string): Promise<void> {
  await openssl(folder, 'ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', `${name}.key`);
}

async function openssl(folder: string, ...args: string[]): Promise<void> {
  await run('openssl', args, { cwd: folder, timeout: 20_000 });
}

/** A time as ASN.1's GeneralizedTime: 20261122100000Z. */
function asn1Time(date: Date): string {
  return `${date.toISOString().replace(/\D/g, '').slice(0, 14)}Z`;
}
