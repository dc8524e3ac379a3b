import { X509Certificate } from 'node:crypto';
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';

/** The authorities whose certificates are trusted, and what depends on them. Made when TLS first needs it: it takes a while. */
export type Authorities = {
  readonly secureContext: () => SecureContext;
  /** True when a certificate is an authority's own, or was signed by one. Dates don't count. */
  readonly vouchFor: (certificate: X509Certificate) => boolean;
};

/**
 * Trusts what Node brings along, what the operating system trusts (an organisation's own authority is usually there), what
 * NODE_EXTRA_CA_CERTS names, and the given PEM certificates.
 */
export function createAuthorities(additional: readonly string[]): Authorities {
  const pems = lazily(() => [
    ...new Set([...getCACertificates('default'), ...getCACertificates('system'), ...additional]),
  ]);
  const certificates = lazily(() => pems().map((pem) => new X509Certificate(pem)));
  return {
    // TLS 1.0 and 1.1 are deprecated (RFC 8996).
    secureContext: lazily(() => createSecureContext({ minVersion: 'TLSv1.2', ca: pems() })),
    vouchFor: (certificate) =>
      certificates().some(
        (authority) =>
          authority.fingerprint256 === certificate.fingerprint256 ||
          (certificate.checkIssued(authority) && certificate.verify(authority.publicKey)),
      ),
  };
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
