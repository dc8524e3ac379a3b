import { z } from 'zod';
import { t } from './catalogue/index.ts';
import { parseClientName, parseHost } from './host.ts';
import { parsePem } from './pem.ts';
import { oneLine, optionalMailbox, parsedText, wholeNumber, yesOrNo } from './setting-values.ts';

export const securitySchema = z.enum(['none', 'starttls-if-available', 'starttls', 'tls'], {
  error: () => t('settings.security.invalid'),
});
export type Security = z.infer<typeof securitySchema>;

/** `automatic` takes the strongest mechanism that the server offers. */
export const authenticationMethodSchema = z.enum(['automatic', 'plain', 'login', 'cram-md5'], {
  error: () => t('settings.authenticationMethod.invalid'),
});
export type AuthenticationMethod = z.infer<typeof authenticationMethodSchema>;

export const tlsVersionSchema = z.enum(['1.0', '1.1', '1.2', '1.3'], {
  error: () => t('settings.lowestTlsVersion.invalid'),
});
export type TlsVersion = z.infer<typeof tlsVersionSchema>;

/** True for versions with holes that are known (RFC 8996). */
export function isOutdatedTls(version: TlsVersion): boolean {
  return version === '1.0' || version === '1.1';
}

/** Which addresses of the host are used. */
export const addressFamilySchema = z.enum(['both', 'ipv4', 'ipv6'], {
  error: () => t('settings.addressFamily.invalid'),
});
export type AddressFamily = z.infer<typeof addressFamilySchema>;

export const USERNAME_LIMIT = 512;
export const DOMAIN_LIMIT = 255;
export const FILE_LIMIT = 4096;
/** Seconds. */
export const TIMEOUT = { least: 1, most: 600 } as const;
export const MOST_AUTHORITIES = 20;

const seconds = wholeNumber(TIMEOUT.least, TIMEOUT.most, () => t('settings.timeout.invalid', TIMEOUT));
/** From where Postroom runs must not matter: window, command line and service run from different places. */
const file = oneLine(
  FILE_LIMIT,
  () => t('settings.file.tooLong', { limit: FILE_LIMIT }),
  () => t('settings.file.invalid'),
)
  .trim()
  .regex(/^$|^\/|^[A-Za-z]:[\\/]|^\\\\/, { error: () => t('settings.file.relative') });

/**
 * How the mail server is reached. A field with a default may be left out of a document: those written before it was there are
 * still read.
 */
export const smtpFields = {
  host: parsedText(parseHost, (_text, host) => host),
  port: wholeNumber(1, 65535, () => t('port.invalid')),
  security: securitySchema,
  rejectInvalidCertificates: yesOrNo,
  authentication: yesOrNo,
  username: oneLine(
    USERNAME_LIMIT,
    () => t('settings.username.tooLong', { limit: USERNAME_LIMIT }),
    () => t('settings.username.invalid'),
  ),
  spa: yesOrNo,
  /** For SPA: the Windows domain, when the user name doesn't bring it along. */
  domain: oneLine(
    DOMAIN_LIMIT,
    () => t('settings.domain.tooLong', { limit: DOMAIN_LIMIT }),
    () => t('settings.domain.invalid'),
  ).default(''),
  authenticationMethod: authenticationMethodSchema.default('automatic'),
  /** Lets PLAIN and LOGIN show the password to whoever listens on the way. */
  allowClearTextPassword: yesOrNo.default(false),
  /** What goes out with EHLO; empty for the computer's own name or address. */
  ehloName: parsedText(parseClientName, (_text, name) => name).default(''),
  /** Where bounces go; empty for the address in From. */
  envelopeSender: optionalMailbox(USERNAME_LIMIT).default(''),
  connectTimeout: seconds.default(30),
  greetingTimeout: seconds.default(30),
  idleTimeout: seconds.default(60),
  lowestTlsVersion: tlsVersionSchema.default('1.2'),
  addressFamily: addressFamilySchema.default('both'),
  /** PEM: the one certificate that the server has to show, whatever is wrong with it. */
  trustedCertificate: parsedText(
    (text) => parsePem(text, 1),
    (_text, pem) => pem,
  ).default(''),
  /** PEM: authorities that are trusted for this server beside the computer's own. */
  trustedAuthority: parsedText(
    (text) => parsePem(text, MOST_AUTHORITIES),
    (_text, pem) => pem,
  ).default(''),
  /** A PEM or PKCS#12 file with the certificate that this computer shows to the server. */
  clientCertificateFile: file.default(''),
  /** A PEM file with its private key; empty when that is in the same file. */
  clientKeyFile: file.default(''),
} as const;

type SmtpKey = `smtp.${keyof typeof smtpFields}`;

/** The settings whose values are certificates in PEM form: nobody types or reads them as they are. */
export const pemKeys = ['smtp.trustedCertificate', 'smtp.trustedAuthority'] as const satisfies readonly SmtpKey[];

/** What hardly anybody has to change, in the order of the window's fields: it is folded there, and shown elsewhere only where it differs. */
export const advancedKeys = [
  'smtp.authenticationMethod',
  'smtp.allowClearTextPassword',
  'smtp.ehloName',
  'smtp.envelopeSender',
  'smtp.connectTimeout',
  'smtp.greetingTimeout',
  'smtp.idleTimeout',
  'smtp.lowestTlsVersion',
  'smtp.addressFamily',
  'smtp.clientCertificateFile',
  'smtp.clientKeyFile',
] as const satisfies readonly SmtpKey[];

/** The port that goes with a secure connection: 25 (RFC 5321), 587 for STARTTLS (RFC 6409), 465 for TLS (RFC 8314). */
export function defaultPort(security: Security): number {
  switch (security) {
    case 'none':
    case 'starttls-if-available':
      return 25;
    case 'starttls':
      return 587;
    case 'tls':
      return 465;
  }
}

/** Gives the port after another secure connection was chosen: the new default, unless the port was one of the administrator's own. */
export function portAfterChange(port: number, from: Security, to: Security): number {
  return port === defaultPort(from) ? defaultPort(to) : port;
}
