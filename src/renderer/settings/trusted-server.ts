/** The certificate that is trusted, or was before it was taken out of the fields, and the server that it was trusted for. */
export type TrustedServer = { readonly pem: string; readonly host: string };

/** True for two host names that are the same however they are typed. */
export function isSameHost(one: string, other: string): boolean {
  return bare(one) === bare(other);
}

function bare(host: string): string {
  return host.trim().toLowerCase().replace(/\.$/, '');
}
