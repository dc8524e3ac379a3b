import type { Parsed } from '../../shared/address.ts';
import { t } from '../../shared/catalogue/index.ts';
import { parsePem, pemOf } from '../../shared/pem.ts';

/** Bytes of one file: many times what the settings take. */
const FILE_LIMIT = 1_000_000;
/** ASN.1's SEQUENCE, which a certificate in DER form begins with (RFC 5280 section 4.1, X.690 section 8.9). */
const SEQUENCE = 0x30;
/** As many as the settings take. */
const MOST = 20;

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
  return parsePem(texts.join('\n'), MOST);
}

async function textOf(file: File): Promise<Parsed<string>> {
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    return refuse(t('certificateFile.notReadable', { name: file.name }));
  }
  if (bytes[0] === SEQUENCE) return { ok: true, value: pemOf(base64Of(bytes)) };
  const text = new TextDecoder().decode(bytes);
  const parsed = parsePem(text, MOST);
  // What it says of a private key, or of too many, is the point; what it says of other files is about their text.
  if (!parsed.ok && !text.includes('-----BEGIN ')) return refuse(t('certificateFile.none', { name: file.name }));
  return parsed;
}

function base64Of(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

function refuse(message: string): { ok: false; message: string } {
  return { ok: false, message };
}
