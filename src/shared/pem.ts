import type { Parsed } from './address.ts';
import { t } from './catalogue/index.ts';

const BLOCK = /-----BEGIN CERTIFICATE-----\s+([A-Za-z0-9+/=\s]+?)\s*-----END CERTIFICATE-----/g;

/** Characters of PEM text: some fifty certificates. */
const PEM_LIMIT = 100_000;
const LINE = 64;

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

/** Writes base64 as one PEM certificate. */
export function pemOf(base64: string): string {
  const lines = base64.match(new RegExp(`.{1,${LINE}}`, 'g')) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----'].join('\n');
}
