import type { Parsed } from './address.ts';
import { t } from './catalogue/index.ts';

/** Nothing in it repeats what stands beside it, so that no text takes long to search. */
const BLOCK = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]*)-----END CERTIFICATE-----/g;

/** Characters of PEM text: some fifty certificates. */
const PEM_LIMIT = 100_000;
const LINE = 64;
/** The tag of ASN.1's SEQUENCE (X.690 section 8.9). */
const SEQUENCE = 0x30;

/**
 * Reads certificates in PEM form (RFC 7468 section 5.1), whatever stands around them. Gives them alone, one after the other and
 * wrapped alike, so that two texts are equal when their certificates are. Whether they are certificates is for main to say.
 *
 * @param most how many there may be
 */
export function parsePem(text: string, most: number): Parsed<string> {
  if (text.length > PEM_LIMIT) return { ok: false, message: t('settings.certificate.tooLong') };
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) return { ok: false, message: t('settings.certificate.key') };
  const found = [...text.matchAll(BLOCK)].map(([, base64 = '']) => base64.replace(/\s/g, ''));
  const blocks = found.filter((base64) => base64 !== '');
  if (blocks.length === 0) return { ok: false, message: t('settings.certificate.none') };
  if (blocks.length > most)
    return { ok: false, message: t('settings.certificate.tooMany', { count: blocks.length, most }) };
  return { ok: true, value: blocks.map(pemOf).join('\n') };
}

/**
 * Gives what stands in a file of certificates as text for `parsePem`: what begins as DER does (RFC 5280 section 4.1) becomes PEM,
 * the rest is read as UTF-8. Words around PEM text don't count, so bytes that can't be read are no failure.
 */
export function pemTextOf(bytes: Uint8Array): string {
  return bytes[0] === SEQUENCE ? pemOf(base64Of(bytes)) : new TextDecoder().decode(bytes);
}

function base64Of(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** Writes base64 as one PEM certificate. */
export function pemOf(base64: string): string {
  const lines = base64.match(new RegExp(`.{1,${LINE}}`, 'g')) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----'].join('\n');
}
