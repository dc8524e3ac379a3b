import { z } from 'zod';

export const certificateProblemSchema = z.enum([
  'CERTIFICATE_CHANGED',
  'CERTIFICATE_EXPIRED',
  'CERTIFICATE_NOT_YET_VALID',
  'CERTIFICATE_NAME_MISMATCH',
  'CERTIFICATE_SELF_SIGNED',
  'CERTIFICATE_UNKNOWN_ISSUER',
]);
export type CertificateProblem = z.infer<typeof certificateProblemSchema>;

/** What one certificate says of itself. Texts are the server's, control characters escaped. */
export const certificateFactsSchema = z.object({
  subject: z.string(),
  issuer: z.string(),
  /** ISO 8601, as `validTo`. */
  validFrom: z.string(),
  validTo: z.string(),
  /** SHA-256 of the certificate, upper-case hexadecimal with colons. */
  fingerprint256: z.string(),
  names: z.array(z.string()).default([]),
  /** Left out where it isn't needed to trust the certificate. */
  pem: z.string().optional(),
});
export type CertificateFacts = z.infer<typeof certificateFactsSchema>;

/** A server's certificate with the verdict on it. What was logged by an earlier version lacks some of it. */
export const certificateSchema = certificateFactsSchema.extend({
  problems: z.array(certificateProblemSchema),
  /** The issuers that the server sent or that are known, from the certificate's own upwards. */
  chain: z.array(certificateFactsSchema).default([]),
  /** Why it is trusted: the computer's authorities, or one that the settings name, or the settings name it. Null: it isn't. */
  trustedBy: z.enum(['authority', 'trusted-authority', 'trusted-certificate']).nullable().default(null),
});
export type Certificate = z.infer<typeof certificateSchema>;

/** Days before the end of a certificate at which a warning begins. */
export const EXPIRY_WARNING_DAYS = 21;

/** Gives the whole days that a certificate still lasts; negative when it has expired. */
export function daysLeft(validTo: string, now: Date): number {
  return Math.floor((Date.parse(validTo) - now.getTime()) / 86_400_000);
}

/** True when a certificate is valid, but not for long. */
export function expiresSoon(validTo: string, now: Date): boolean {
  const days = daysLeft(validTo, now);
  return days >= 0 && days < EXPIRY_WARNING_DAYS;
}
