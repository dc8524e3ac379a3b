import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
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
  const keyFile = clientKeyFile === '' ? clientCertificateFile : clientKeyFile;
  const key = clientKeyFile === '' ? certificate : await readSmallFile('smtp.clientKeyFile', clientKeyFile);
  if (!key.ok) return fail(key.error);
  if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(key.value.toString('latin1')))
    return fail(invalid('noKey', keyFile, 'smtp.clientKeyFile'));
  return tried({ cert: certificate.value, key: key.value, ...opened }, keyFile, passphrase, clientCertificateFile);
}

/** `file` has the key. */
function tried(
  identity: ClientIdentity,
  file: string,
  passphrase: string | undefined,
  certificateFile = file,
): Result<ClientIdentity> {
  try {
    createSecureContext(identity);
    return succeed(identity);
  } catch (error) {
    return fail(explain(error, file, passphrase, certificateFile));
  }
}

function explain(error: unknown, file: string, passphrase: string | undefined, certificateFile: string): Failure {
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
  if (/KEY_VALUES_MISMATCH|KEY_TYPE_MISMATCH/.test(text))
    return invalid('keyMismatch', certificateFile, 'smtp.clientKeyFile');
  // Older PKCS#12 files are encrypted with RC2 or 3DES, which OpenSSL 3 has put away.
  if (/UNSUPPORTED|unsupported/.test(text)) return invalid('outdated', file);
  return invalid('unreadable', file);
}

/** What is looked at is what is read, and no more of it than a certificate can have: a file can change meanwhile, or have no end. */
async function readSmallFile(field: string, path: string): Promise<Result<Buffer>> {
  let file: FileHandle | undefined;
  try {
    // Opening a pipe would wait for somebody to write to it.
    file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    if (!(await file.stat()).isFile()) return fail(invalid('notReadable', path, field));
    const bytes = Buffer.alloc(FILE_LIMIT_BYTES + 1);
    let length = 0;
    for (;;) {
      const { bytesRead } = await file.read(bytes, length, bytes.byteLength - length);
      length += bytesRead;
      if (length > FILE_LIMIT_BYTES) return fail(invalid('tooLarge', path, field));
      if (bytesRead === 0) return succeed(bytes.subarray(0, length));
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return fail(invalid(code === 'ENOENT' ? 'missing' : 'notReadable', path, field));
  } finally {
    await file?.close();
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
