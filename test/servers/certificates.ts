import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What can be wrong with a server's certificate, one of each. All but `wrongName` and `allWrong` are for localhost, 127.0.0.1 and ::1. */
export const certificateNames = [
  'valid',
  'expired',
  'notYetValid',
  'wrongName',
  'selfSigned',
  'unknownIssuer',
  'allWrong',
] as const;
export type CertificateName = (typeof certificateNames)[number];

export type KeyPair = {
  readonly key: string;
  readonly cert: string;
  /** A file with the key and the certificate, as Postfix takes it. */
  readonly chainFile: string;
};

export type Certificates = Readonly<Record<CertificateName, KeyPair>> & {
  /** The authority behind all certificates but `selfSigned`, `unknownIssuer` and `allWrong`. */
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
  await sign(folder, 'valid', 'authority', LOCAL_NAMES, now);
  await sign(folder, 'expired', 'authority', LOCAL_NAMES, past);
  await sign(folder, 'notYetValid', 'authority', LOCAL_NAMES, future);
  await sign(folder, 'wrongName', 'authority', OTHER_NAME, now);
  await sign(folder, 'selfSigned', 'itself', LOCAL_NAMES, now);
  await sign(folder, 'unknownIssuer', 'stranger', LOCAL_NAMES, now);
  await sign(folder, 'allWrong', 'stranger', OTHER_NAME, past);
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
  name: CertificateName,
  issuer: string,
  names: string,
  period: Period,
): Promise<void> {
  const commonName = names.slice('DNS:'.length).split(',')[0] ?? '';
  await makeKey(folder, name);
  await openssl(
    folder,
    'req',
    '-new',
    '-key',
    `${name}.key`,
    '-subj',
    `/CN=${commonName}`,
    '-addext',
    `subjectAltName=${names}`,
    '-config',
    'openssl.cnf',
    '-out',
    `${name}.csr`,
  );
  const by =
    issuer === 'itself'
      ? ['-selfsign', '-keyfile', `${name}.key`]
      : ['-cert', `${issuer}.pem`, '-keyfile', `${issuer}.key`];
  await openssl(
    folder,
    'ca',
    '-batch',
    '-notext',
    '-config',
    'openssl.cnf',
    ...by,
    '-in',
    `${name}.csr`,
    '-out',
    `${name}.pem`,
    '-extensions',
    'server',
    '-startdate',
    asn1Time(period.from),
    '-enddate',
    asn1Time(period.to),
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
