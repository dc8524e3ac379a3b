import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll } from 'vitest';
import { makeTemporaryFolder, type TemporaryFolder } from '../temporary-folder.ts';

const run = promisify(execFile);

export type Issued = {
  readonly key: string;
  readonly cert: string;
  readonly keyFile: string;
  readonly certFile: string;
};

export type Wishes = {
  /** Left out: it vouches for itself. */
  readonly issuer?: Issued;
  /** `none`: there is no subjectAltName at all. */
  readonly names?: string;
  readonly days?: number;
  readonly use?: 'server' | 'client' | 'authority';
  readonly keyType?: 'ec' | 'rsa';
};

export type Issuer = {
  readonly folder: string;
  readonly issue: (commonName: string, wishes?: Wishes) => Promise<Issued>;
};

const LOCAL_NAMES = 'DNS:localhost,IP:127.0.0.1,IP:::1';

const EXTENSIONS = {
  server: ['basicConstraints=CA:FALSE', 'keyUsage=digitalSignature', 'extendedKeyUsage=serverAuth'],
  client: ['basicConstraints=CA:FALSE', 'keyUsage=digitalSignature', 'extendedKeyUsage=clientAuth'],
  authority: ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,cRLSign'],
} as const;

/** Issues certificates one by one in a folder that is there for the tests of a file, valid from now on. */
export function issuerForTests(): () => Issuer {
  let temporary: TemporaryFolder | undefined;
  beforeAll(async () => {
    temporary = await makeTemporaryFolder('issued');
    await writeFile(join(temporary.path, 'openssl.cnf'), '[req]\ndistinguished_name = name\n[name]\n');
  });
  afterAll(() => temporary?.remove());
  let count = 0;
  return () => {
    if (temporary === undefined) throw new Error('Certificates are issued inside a test only.');
    const { path: folder } = temporary;
    return { folder, issue: (commonName, wishes = {}) => issue(folder, String(++count), commonName, wishes) };
  };
}

async function issue(folder: string, file: string, commonName: string, wishes: Wishes): Promise<Issued> {
  const { issuer, use = 'server', days = 3650, keyType = 'ec' } = wishes;
  const names = use === 'server' ? (wishes.names ?? LOCAL_NAMES) : 'none';
  const [keyFile, certFile] = [join(folder, `${file}.key`), join(folder, `${file}.pem`)];
  const key =
    keyType === 'ec' ? ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'] : ['-newkey', 'rsa:2048'];
  const extensions = [...EXTENSIONS[use], ...(names === 'none' ? [] : [`subjectAltName=${names}`])];
  const by = issuer === undefined ? [] : ['-CA', issuer.certFile, '-CAkey', issuer.keyFile];
  await openssl(
    folder,
    'req',
    '-x509',
    '-config',
    'openssl.cnf',
    ...key,
    '-nodes',
    '-subj',
    `/CN=${commonName}`,
    '-days',
    String(days),
    ...extensions.flatMap((extension) => ['-addext', extension]),
    ...by,
    '-keyout',
    keyFile,
    '-out',
    certFile,
  );
  return { key: await readFile(keyFile, 'utf8'), cert: await readFile(certFile, 'utf8'), keyFile, certFile };
}

/** Runs `openssl` in a folder. */
export async function openssl(folder: string, ...args: readonly string[]): Promise<void> {
  await run('openssl', args, { cwd: folder, timeout: 20_000 });
}
