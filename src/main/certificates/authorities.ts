import { X509Certificate } from 'node:crypto';
import { createSecureContext, getCACertificates, type SecureContext, type SecureContextOptions } from 'node:tls';
import { isOutdatedTls, type TlsVersion } from '../../shared/smtp-settings.ts';

/** True when a certificate is an authority's own, or was signed by one. Dates don't count. */
export type Voucher = (certificate: X509Certificate) => boolean;

/** What TLS is to be like for one connection. */
export type TlsChoice = {
  readonly lowestVersion: TlsVersion;
  /** PEM certificates trusted beside the computer's authorities. */
  readonly trustedAuthorities: readonly string[];
  /** What this computer shows of itself when the server asks for it. */
  readonly identity?: ClientIdentity | undefined;
};

/** A client certificate and its key: as PEM, or both in one PKCS#12 file (RFC 7292). */
export type ClientIdentity = Pick<SecureContextOptions, 'cert' | 'key' | 'pfx' | 'passphrase'>;

/** The authorities whose certificates are trusted, and what depends on them. Made when TLS first needs it: it takes a while. */
export type Authorities = {
  readonly secureContext: (choice: TlsChoice) => SecureContext;
  readonly vouchFor: Voucher;
};

/** Contexts for as many choices are kept; each one takes some 50 ms to make. */
const MOST_CONTEXTS = 8;

/**
 * Trusts what Node brings along, what the operating system trusts (an organisation's own authority is usually there), what
 * NODE_EXTRA_CA_CERTS names, and the given PEM certificates.
 */
export function createAuthorities(additional: readonly string[]): Authorities {
  const pems = lazily(() => [
    ...new Set([...getCACertificates('default'), ...getCACertificates('system'), ...additional]),
  ]);
  const vouchFor = lazily(() => voucherOf(pems()));
  const contexts = new Map<string, SecureContext>();
  return {
    secureContext: (choice) => {
      if (choice.identity !== undefined) return makeContext(choice, pems());
      const key = JSON.stringify([choice.lowestVersion, choice.trustedAuthorities]);
      const context = contexts.get(key) ?? makeContext(choice, pems());
      contexts.delete(key);
      contexts.set(key, context);
      for (const oldest of [...contexts.keys()].slice(0, -MOST_CONTEXTS)) contexts.delete(oldest);
      return context;
    },
    vouchFor: (certificate) => vouchFor()(certificate),
  };
}

/** Gives the voucher for some authorities. */
export function voucherOf(pems: readonly string[]): Voucher {
  const certificates = pems.map((pem) => new X509Certificate(pem));
  return (certificate) =>
    certificates.some(
      (authority) =>
        authority.fingerprint256 === certificate.fingerprint256 ||
        (certificate.checkIssued(authority) && certificate.verify(authority.publicKey)),
    );
}

/** The versions by Node's names for them. */
const MIN_VERSIONS = { '1.0': 'TLSv1', '1.1': 'TLSv1.1', '1.2': 'TLSv1.2', '1.3': 'TLSv1.3' } as const;

function makeContext(
  { lowestVersion, trustedAuthorities, identity }: TlsChoice,
  pems: readonly string[],
): SecureContext {
  return createSecureContext({
    minVersion: MIN_VERSIONS[lowestVersion],
    ca: [...pems, ...trustedAuthorities],
    // What TLS 1.0 and 1.1 sign with is below OpenSSL's lowest level of security (RFC 8996 says why).
    ...(isOutdatedTls(lowestVersion) && process.versions.openssl.startsWith('3')
      ? { ciphers: 'DEFAULT@SECLEVEL=0' }
      : {}),
    // A chain may end at an authority of the settings that isn't a root.
    ...(trustedAuthorities.length > 0 ? { allowPartialTrustChain: true } : {}),
    ...identity,
  });
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
