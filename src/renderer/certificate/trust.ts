import type { Certificate, CertificateProblem } from '../../shared/certificate.ts';
import { pemKeys } from '../../shared/smtp-settings.ts';

/** A way to have a certificate trusted: what it means, and the settings that do it. */
export type Trust = {
  readonly kind: 'certificate' | 'authority';
  /** Subject of the authority; empty for the certificate itself. */
  readonly authority: string;
  readonly changes: Readonly<Record<string, string>>;
};

const MENDED_BY_AUTHORITY: readonly CertificateProblem[] = ['CERTIFICATE_UNKNOWN_ISSUER', 'CERTIFICATE_SELF_SIGNED'];

/**
 * Gives the ways to have a certificate trusted by the settings. Itself can be named unless it is already, also when an authority
 * vouches for it. An authority is offered only for one that isn't trusted, and where that alone would do: it doesn't help against
 * a wrong name or a date.
 *
 * @param authorities PEM of those that the settings trust already; they stay
 */
export function waysToTrust(certificate: Certificate, authorities: string): readonly Trust[] {
  const { pem, trustedBy } = certificate;
  if (trustedBy === 'trusted-certificate') return [];
  const topmost = topmostIssuer(certificate);
  return [
    ...(pem === undefined
      ? []
      : [{ kind: 'certificate' as const, authority: '', changes: { 'smtp.trustedCertificate': pem } }]),
    ...(topmost?.pem === undefined || !needsAuthority(certificate)
      ? []
      : [
          {
            kind: 'authority' as const,
            authority: topmost.subject,
            changes: {
              'smtp.trustedAuthority': authorities === '' ? topmost.pem : `${authorities}\n${topmost.pem}`,
            },
          },
        ]),
  ];
}

/** True for a certificate that its authority's would have trusted, were it at hand: the server didn't send it. */
export function lacksAuthority(certificate: Certificate): boolean {
  const unknown = certificate.trustedBy === null && certificate.problems.includes('CERTIFICATE_UNKNOWN_ISSUER');
  return unknown && needsAuthority(certificate) && topmostIssuer(certificate) === undefined;
}

function needsAuthority({ problems }: Certificate): boolean {
  return problems.length > 0 && problems.every((problem) => MENDED_BY_AUTHORITY.includes(problem));
}

function topmostIssuer({ chain }: Certificate): Certificate['chain'][number] | undefined {
  return chain.findLast((issuer) => issuer.pem !== undefined);
}

/** True for changes that have a certificate or an authority trusted. */
export function isTrust(changes: Readonly<Record<string, string>>): boolean {
  return Object.keys(changes).some((key) => pemKeys.some((each) => each === key));
}
