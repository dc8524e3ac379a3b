/** The certificate that is trusted, or was before it was taken out of the fields, and the server that it was trusted for. */
export type TrustedServer = { readonly pem: string; readonly host: string };
