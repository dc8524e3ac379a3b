import { X509Certificate } from 'node:crypto';
import { checkServerIdentity, type DetailedPeerCertificate, type PeerCertificate, type TLSSocket } from 'node:tls';
import type { CertificateProblem } from '../../shared/certificate.ts';
import type { Encryption } from '../../shared/delivery.ts';
import type { Voucher } from './authorities.ts';
import { factsOf } from './facts.ts';

/** What a server's certificate is judged by. */
export type Trust = {
  /** The name or address that was configured, which the certificate has to be for. */
  readonly host: string;
  readonly now: Date;
  /** The computer's authorities, and those that the settings name. */
  readonly authorities: Voucher;
  readonly trustedAuthorities: Voucher;
  /** SHA-256 of the one certificate that the server has to show; undefined when none is named. */
  readonly trustedCertificate: string | undefined;
};

const CHAIN_LIMIT = 10;

/**
 * Tells how a TLS session is encrypted and what is wrong with the server's certificate (RFC 5280, RFC 9525).
 * Every problem is looked for on its own: OpenSSL reports one of them only. The most telling one comes first.
 */
export function describeEncryption(socket: TLSSocket, trust: Trust): Encryption {
  const certificate = socket.getPeerCertificate(true);
  const cipher = socket.getCipher();
  const chain = chainOf(certificate);
  const [leaf, ...issuers] = chain;
  const judged = judge(certificate, chain, socket, trust);
  return {
    protocol: socket.getProtocol() ?? 'TLS',
    cipher: cipher.standardName ?? cipher.name,
    certificate: {
      ...(leaf === undefined ? noFacts : factsOf(leaf)),
      ...judged,
      chain: issuers.map(factsOf),
    },
  };
}

/** A server that shows no certificate at all, which TLS as it is used here doesn't allow. */
const noFacts = { subject: '', issuer: '', validFrom: '', validTo: '', fingerprint256: '', names: [] };

type Judgement = Pick<Encryption['certificate'], 'problems' | 'trustedBy'>;

function judge(
  certificate: DetailedPeerCertificate,
  chain: readonly X509Certificate[],
  socket: TLSSocket,
  trust: Trust,
): Judgement {
  const ofLeaf = problemsOfLeaf(certificate, trust);
  const { trustedCertificate } = trust;
  if (trustedCertificate !== undefined && chain[0]?.fingerprint256 === trustedCertificate) {
    // Whoever named this one certificate knows who it is from and for; that its time is over is still worth a word.
    return {
      trustedBy: 'trusted-certificate',
      problems: ofLeaf.filter((each) => each !== 'CERTIFICATE_NAME_MISMATCH'),
    };
  }
  const vouchedFor = (voucher: Voucher) => leadsTo(chain, voucher);
  const ofChain = chainProblem(certificate, codeOf(socket.authorizationError), ofLeaf.length > 0, () =>
    [trust.authorities, trust.trustedAuthorities].some(vouchedFor),
  );
  const found = settle(ofChain === undefined ? ofLeaf : [...ofLeaf, ofChain], socket.authorized);
  if (trustedCertificate !== undefined) return { trustedBy: null, problems: ['CERTIFICATE_CHANGED', ...found] };
  if (found.length > 0) return { trustedBy: null, problems: found };
  return { trustedBy: vouchedFor(trust.trustedAuthorities) ? 'trusted-authority' : 'authority', problems: [] };
}

/** What Node doesn't accept is never without a problem. */
function settle(problems: CertificateProblem[], authorized: boolean): CertificateProblem[] {
  return authorized || problems.length > 0 ? problems : ['CERTIFICATE_UNKNOWN_ISSUER'];
}

/** Errors that the dates and the name explain, which are checked apart. */
const EXPLAINED = ['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID', 'ERR_TLS_CERT_ALTNAME_INVALID', 'HOSTNAME_MISMATCH'];

function problemsOfLeaf(certificate: PeerCertificate, { host, now }: Trust): CertificateProblem[] {
  const problems: CertificateProblem[] = [];
  if (Date.parse(certificate.valid_to) < now.getTime()) problems.push('CERTIFICATE_EXPIRED');
  if (Date.parse(certificate.valid_from) > now.getTime()) problems.push('CERTIFICATE_NOT_YET_VALID');
  // An address of an interface (fe80::1%eth0) stands without it in a certificate.
  if (checkServerIdentity(host.replace(/%.*$/, ''), certificate) !== undefined)
    problems.push('CERTIFICATE_NAME_MISMATCH');
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
  leadsToAuthority: () => boolean,
): CertificateProblem | undefined {
  if (error === '' || error === 'ERR_TLS_CERT_ALTNAME_INVALID') return undefined;
  if (explained && EXPLAINED.includes(error) && leadsToAuthority()) return undefined;
  const ownIssuer = certificate.issuerCertificate?.fingerprint256 === certificate.fingerprint256;
  const sameName = certificate.subject !== undefined && sameText(certificate.subject, certificate.issuer);
  return ownIssuer || sameName ? 'CERTIFICATE_SELF_SIGNED' : 'CERTIFICATE_UNKNOWN_ISSUER';
}

function sameText(subject: object, issuer: object): boolean {
  const text = JSON.stringify(subject);
  return text !== '{}' && text === JSON.stringify(issuer);
}

/** The certificates from the server's own upwards, as far as they were sent or are known; a root is its own issuer. */
function chainOf(certificate: DetailedPeerCertificate): readonly X509Certificate[] {
  const chain: X509Certificate[] = [];
  let next: DetailedPeerCertificate | undefined = certificate;
  while (next?.raw !== undefined && chain.length < CHAIN_LIMIT) {
    const each = new X509Certificate(next.raw);
    if (chain.at(-1)?.fingerprint256 === each.fingerprint256) break;
    chain.push(each);
    next = next.issuerCertificate;
  }
  return chain;
}

/** Follows the chain signature by signature to an authority. */
function leadsTo(chain: readonly X509Certificate[], vouchFor: Voucher): boolean {
  const unbroken = chain.every((each, index) => {
    const issuer = chain[index + 1];
    return issuer === undefined || each.verify(issuer.publicKey);
  });
  // An authority in the settings may be one in the middle of the chain.
  return unbroken && chain.some(vouchFor);
}

function codeOf(error: Error | string | null | undefined): string {
  if (error === null || error === undefined) return '';
  if (typeof error === 'string') return error;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
