import { t } from '../../shared/catalogue/index.ts';
import { type CertificateFacts, daysLeft } from '../../shared/certificate.ts';

/** Gives from when to when a certificate is valid, and how long that still is or how long ago it was. */
export function validityText({ validFrom, validTo }: CertificateFacts, now: Date): string {
  const period = { from: dayText(validFrom), to: dayText(validTo) };
  const begins = Math.ceil((Date.parse(validFrom) - now.getTime()) / 86_400_000);
  if (begins > 0) return t('certificate.validIn', { ...period, count: begins });
  const left = daysLeft(validTo, now);
  if (Number.isNaN(left)) return t('certificate.fromTo', period);
  if (left === 0) return t('certificate.expiresToday', period);
  if (left > 0) return t('certificate.daysLeft', { ...period, count: left });
  // A whole day has to be over before it counts as one.
  const ago = -left - 1;
  return ago === 0 ? t('certificate.expiredToday', period) : t('certificate.expiredAgo', { ...period, count: ago });
}

/** Gives that a certificate expires soon, and when. */
export function expiryText(validTo: string, now: Date): string {
  const count = daysLeft(validTo, now);
  return count === 0 ? t('certificate.soonToday') : t('certificate.soon', { count });
}

/** Gives the day of a date as failures write it, `2026-11-22` in UTC; a date that can't be read as it stands. */
export function dayText(date: string): string {
  return Number.isNaN(Date.parse(date)) ? date : new Date(date).toISOString().slice(0, 10);
}

const BYTES_IN_GROUP = 8;

/** Gives a fingerprint in parts that are easily compared, byte for byte: `AB:CD:…` in groups of eight bytes. */
export function fingerprintGroups(fingerprint: string): readonly string[] {
  const bytes = fingerprint.split(':');
  const groups = Math.ceil(bytes.length / BYTES_IN_GROUP);
  return Array.from({ length: groups }, (_, index) =>
    bytes.slice(index * BYTES_IN_GROUP, (index + 1) * BYTES_IN_GROUP).join(':'),
  );
}

/** Gives what a person calls a certificate: the name in its subject, or all of the subject when there is none. */
export function subjectName({ subject, names }: CertificateFacts): string {
  const common = /(?:^|, )CN=([^,]+)/.exec(subject)?.[1];
  const [first = ''] = [common, subject, ...names].filter((text) => text !== undefined && text !== '');
  return first === '' ? t('certificate.noSubject') : first;
}
