import { X509Certificate } from 'node:crypto';
import type { CertificateFacts } from '../../shared/certificate.ts';
import { escapeControlCharacters } from '../control-characters.ts';

const MOST_NAMES = 50;
const LONGEST_NAME = 300;

/** Gives what a certificate says of itself (RFC 5280), and itself in PEM form (RFC 7468). Its texts are shown, never done. */
export function factsOf(certificate: X509Certificate): CertificateFacts {
  return {
    subject: nameText(certificate.subject),
    issuer: nameText(certificate.issuer),
    validFrom: isoDate(certificate.validFrom),
    validTo: isoDate(certificate.validTo),
    fingerprint256: certificate.fingerprint256,
    names: namesOf(certificate).slice(0, MOST_NAMES).map(shown),
    pem: certificate.toString().trim(),
  };
}

/** Reads PEM text that `parsePem` has accepted. Gives undefined when a part of it is no certificate. */
export function readCertificates(pem: string): readonly X509Certificate[] | undefined {
  try {
    return blocksOf(pem).map((block) => new X509Certificate(block));
  } catch {
    return undefined;
  }
}

/** Takes PEM text of several certificates apart. */
export function blocksOf(pem: string): readonly string[] {
  return pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
}

function shown(text: string): string {
  return escapeControlCharacters(text.replaceAll('\n', ' ')).slice(0, LONGEST_NAME);
}

function namesOf(certificate: X509Certificate): string[] {
  const names = (certificate.subjectAltName ?? '')
    .split(/,\s*/)
    // Others, such as an e-mail address, are no names of servers.
    .flatMap((name) => /^(?:DNS|IP Address):(.+)$/s.exec(name)?.[1] ?? []);
  const common = /^CN=(.*)$/m.exec(certificate.subject ?? '')?.[1];
  return names.length > 0 || common === undefined ? names : [common];
}

/** Writes a distinguished name as RFC 4514 orders it for people: `CN=mail.example.com, O=Example`. */
function nameText(name: string | undefined): string {
  return shown((name ?? '').split('\n').reverse().join(', '));
}

function isoDate(date: string): string {
  const parsed = new Date(date);
  return Number.isNaN(parsed.getTime()) ? date : parsed.toISOString();
}
