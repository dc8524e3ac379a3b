import { readFile, stat } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import { t } from '../../shared/catalogue/index.ts';
import { type Failure, fail, type Result, succeed } from '../../shared/result.ts';
import type { ClientIdentity } from '../certificates/authorities.ts';

const FILE_LIMIT_BYTES = 1_000_000;

export type ClientIdentityFiles = {
  /** PEM or PKCS#12. */
  readonly clientCertificateFile: string;
  /** PEM; empty when the key is in the other file. */
  readonly clientKeyFile: string;
};

/**
 * Reads the certificate with which this computer shows itself to a server, and makes sure that it can be used: that there are a
 * certificate and its own key, and that the passphrase opens it. Fails with CLIENT_CERTIFICATE_INVALID.
 */
export async function readClientIdentity(
  { clientCertificateFile, clientKeyFile }: ClientIdentityFiles,
  passphrase: string | undefined,
): Promise<Result<ClientIdentity>> {
  const certificate = await readSmallFile('smtp.clientCertificateFile', clientCertificateFile);
  if (!certificate.ok) return fail(certificate.error);
  const opened = passphrase === undefined ? {} : { passphrase };
  if (!certificate.value.includes('-----BEGIN ')) {
    return tried({ pfx: certificate.value, ...opened }, clientCertificateFile, passphrase);
  }
  if (!certificate.value.includes('-----BEGIN CERTIFICATE-----'))
    return fail(invalid('noCertificate', clientCertificateFile));
  const key = clientKeyFile === '' ? certificate : await readSmallFile('smtp.clientKeyFile', clientKeyFile);
  if (!key.ok) return fail(key.error);
  if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(key.value.toString('latin1')))
    return fail(invalid('noKey', clientKeyFile === '' ? clientCertificateFile : clientKeyFile, 'smtp.clientKeyFile'));
  return tried({ cert: certificate.value, key: key.value, ...opened }, clientCertificateFile, passphrase);
}

function tried(identity: ClientIdentity, file: string, passphrase: string | undefined): Result<ClientIdentity> {
  try {
    createSecureContext(identity);
    return succeed(identity);
  } catch (error) {
    return fail(explain(error, file, passphrase));
  }
}

function explain(error: unknown, file: string, passphrase: string | undefined): Failure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const text = `${code} ${error instanceof Error ? error.message : ''}`;
  if (
    /BAD_DECRYPT|mac verify failure|MAC_VERIFY|INTERRUPTED_OR_CANCELLED|BAD_PASSWORD|passphrase|password/i.test(text)
  ) {
    const missing = passphrase === undefined || passphrase === '';
    return invalid(missing ? 'passphraseMissing' : 'passphraseWrong', file, 'smtp.clientKeyPassphrase');
  }
  if (/private key from PFX/.test(text)) return invalid('noKey', file);
  if (/certificate from PFX/.test(text)) return invalid('noCertificate', file);
  if (/KEY_VALUES_MISMATCH|KEY_TYPE_MISMATCH/.test(text)) return invalid('keyMismatch', file, 'smtp.clientKeyFile');
  // Older PKCS#12 files are encrypted with RC2 or 3DES, which OpenSSL 3 has put away.
  if (/UNSUPPORTED|unsupported/.test(text)) return invalid('outdated', file);
  return invalid('unreadable', file);
}

async function readSmallFile(field: string, path: string): Promise<Result<Buffer>> {
  try {
    const found = await stat(path);
    // A pipe or a device has no end.
    if (!found.isFile()) return fail(invalid('notReadable', path, field));
    if (found.size > FILE_LIMIT_BYTES) return fail(invalid('tooLarge', path, field));
    return succeed(await readFile(path));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return fail(invalid(code === 'ENOENT' ? 'missing' : 'notReadable', path, field));
  }
}

type Problem =
  | 'missing'
  | 'notReadable'
  | 'tooLarge'
  | 'noCertificate'
  | 'noKey'
  | 'keyMismatch'
  | 'passphraseMissing'
  | 'passphraseWrong'
  | 'outdated'
  | 'unreadable';

function invalid(problem: Problem, file: string, field = 'smtp.clientCertificateFile'): Failure {
  return {
    code: 'CLIENT_CERTIFICATE_INVALID',
    message: t(`failure.CLIENT_CERTIFICATE_INVALID.${problem}`, { file }),
    help: t(`failure.CLIENT_CERTIFICATE_INVALID.${problem}.help`),
    field,
  };
}
