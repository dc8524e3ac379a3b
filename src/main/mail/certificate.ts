import { X509Certificate } from 'node:crypto';
import { checkServerIdentity, type DetailedPeerCertificate, type PeerCertificate, type TLSSocket } from 'node:tls';
import type { CertificateProblem, Encryption } from '../../shared/delivery.ts';
import { escapeControlCharacters } from './redactor.ts';

/**
 * Tells how a TLS session is encrypted and what is wrong with the server's certificate (RFC 5280, RFC 9525).
 * Every problem is looked for on its own: OpenSSL reports one of them only. The most telling one comes first.
 *
 * @param host the name or address that was configured, which the certificate has to be for
 * @param vouchFor tells whether an authority signed a certificate
 */
export function describeEncryption(
  socket: TLSSocket,
  host: string,
  now: Date,
  vouchFor: (certificate: X509Certificate) => boolean,
): Encryption {
  const certificate = socket.getPeerCertificate(true);
  const cipher = socket.getCipher();
  const problems = problemsOfLeaf(certificate, host, now);
  const chain = chainProblem(certificate, codeOf(socket.authorizationError), problems.length > 0, vouchFor);
  return {
    protocol: socket.getProtocol() ?? 'TLS',
    cipher: cipher.standardName ?? cipher.name,
    certificate: {
      subject: shown(nameText(certificate.subject)),
      issuer: shown(nameText(certificate.issuer)),
      validFrom: isoDate(certificate.valid_from),
      validTo: isoDate(certificate.valid_to),
      fingerprint256: certificate.fingerprint256 ?? '',
      names: namesOf(certificate).slice(0, MOST_NAMES).map(shown),
      problems: settle(chain === undefined ? problems : [...problems, chain], socket.authorized),
    },
  };
}

/** What Node doesn't accept is never without a problem. */
function settle(problems: CertificateProblem[], authorized: boolean): CertificateProblem[] {
  return authorized || problems.length > 0 ? problems : ['CERTIFICATE_UNKNOWN_ISSUER'];
}

const CHAIN_LIMIT = 10;
const MOST_NAMES = 50;
const LONGEST_NAME = 300;

/** A certificate's texts are the server's: they are shown, never done. */
function shown(text: string): string {
  return escapeControlCharacters(text.replaceAll('\n', ' ')).slice(0, LONGEST_NAME);
}

/** Errors that the dates and the name explain, which are checked apart. */
const EXPLAINED = ['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID', 'ERR_TLS_CERT_ALTNAME_INVALID', 'HOSTNAME_MISMATCH'];

function problemsOfLeaf(certificate: PeerCertificate, host: string, now: Date): CertificateProblem[] {
  const problems: CertificateProblem[] = [];
  if (Date.parse(certificate.valid_to) < now.getTime()) problems.push('CERTIFICATE_EXPIRED');
  if (Date.parse(certificate.valid_from) > now.getTime()) problems.push('CERTIFICATE_NOT_YET_VALID');
  if (checkServerIdentity(host, certificate) !== undefined) problems.push('CERTIFICATE_NAME_MISMATCH');
  return problems;
}

/**
 * Says what is wrong with the chain. OpenSSL decides; what is looked at here can only tell that its verdict is about the
 * certificate's own dates or name, never overrule it.
 */
function chainProblem(
  certificate: DetailedPeerCertificate,
  error: string,
  explained: boolean,
  vouchFor: (certificate: X509Certificate) => boolean,
): CertificateProblem | undefined {
  if (error === '' || error === 'ERR_TLS_CERT_ALTNAME_INVALID') return undefined;
  if (explained && EXPLAINED.includes(error) && leadsToAuthority(certificate, vouchFor)) return undefined;
  const subject = nameText(certificate.subject);
  const ownIssuer = certificate.issuerCertificate?.fingerprint256 === certificate.fingerprint256;
  const selfSigned = ownIssuer || (subject !== '' && subject === nameText(certificate.issuer));
  return selfSigned ? 'CERTIFICATE_SELF_SIGNED' : 'CERTIFICATE_UNKNOWN_ISSUER';
}

/** Follows the chain as far as the server sent it, signature by signature; a root is its own issuer. */
function leadsToAuthority(
  certificate: DetailedPeerCertificate,
  vouchFor: (certificate: X509Certificate) => boolean,
): boolean {
  let end = new X509Certificate(certificate.raw);
  let next = certificate.issuerCertificate;
  for (let depth = 0; depth < CHAIN_LIMIT && next?.raw !== undefined; depth++) {
    const issuer = new X509Certificate(next.raw);
    if (issuer.fingerprint256 === end.fingerprint256) break;
    if (!end.verify(issuer.publicKey)) return false;
    end = issuer;
    next = next.issuerCertificate;
  }
  return vouchFor(end);
}

function codeOf(error: Error | string | null | undefined): string {
  if (error === null || error === undefined) return '';
  if (typeof error === 'string') return error;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}

function namesOf(certificate: PeerCertificate): string[] {
  const names = (certificate.subjectaltname ?? '')
    .split(/,\s*/)
    .map((name) => name.replace(/^(DNS|IP Address):/, ''))
    .filter((name) => name !== '');
  return names.length > 0 ? names : [certificate.subject?.CN].flat().filter((name) => name !== undefined);
}

/** Writes a distinguished name as RFC 4514 orders it for people: `CN=mail.example.com, O=Example`. */
function nameText(name: PeerCertificate['subject'] | undefined): string {
  const parts = Object.entries(name ?? {}).flatMap(([key, value]) => [value].flat().map((each) => `${key}=${each}`));
  return parts.reverse().join(', ');
}

function isoDate(date: string): string {
  const parsed = new Date(date);
  return Number.isNaN(parsed.getTime()) ? date : parsed.toISOString();
}
