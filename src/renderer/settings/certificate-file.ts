import type { Parsed } from '../../shared/address.ts';
import { t } from '../../shared/catalogue/index.ts';
import { parsePem, pemTextOf } from '../../shared/pem.ts';
import { refuse } from '../../shared/setting-values.ts';
import { MOST_AUTHORITIES } from '../../shared/smtp-settings.ts';

/** Bytes of one file: many times what the settings take. */
const FILE_LIMIT = 1_000_000;

/**
 * Reads the certificates in files that a person chose, in PEM or DER form, and gives them as PEM text. A file that is neither is
 * refused with what is wrong with it. Whether what is in DER form is a certificate is for main to say.
 */
export async function readCertificateFiles(files: readonly File[]): Promise<Parsed<string>> {
  const texts: string[] = [];
  for (const file of files) {
    if (file.size > FILE_LIMIT) return refuse(t('certificateFile.tooLarge', { name: file.name }));
    const read = await textOf(file);
    if (!read.ok) return read;
    texts.push(read.value);
  }
  return parsePem(texts.join('\n'), MOST_AUTHORITIES);
}

async function textOf(file: File): Promise<Parsed<string>> {
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    return refuse(t('certificateFile.notReadable', { name: file.name }));
  }
  const text = pemTextOf(bytes);
  const parsed = parsePem(text, MOST_AUTHORITIES);
  // What it says of a private key, or of too many, is the point; what it says of other files is about their text.
  if (!parsed.ok && !text.includes('-----BEGIN ')) return refuse(t('certificateFile.none', { name: file.name }));
  return parsed;
}
