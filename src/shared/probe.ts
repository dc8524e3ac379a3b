import { z } from 'zod';
import { encryptionSchema } from './delivery.ts';
import { failureSchema } from './result.ts';

/** The ports that mail servers listen on: relay (RFC 5321), TLS (RFC 8314), submission (RFC 6409), and what providers offer beside it. */
export const probedPorts = [25, 465, 587, 2525] as const;

export const MOST_PROBED_PORTS = 10;

/** What was found at one address and port. */
export const probedPortSchema = z.object({
  address: z.string(),
  family: z.enum(['ipv4', 'ipv6']),
  port: z.int(),
  /** `open`: a mail server answers · `other`: something accepts connections, but the session failed · else nothing could be reached. */
  state: z.enum(['open', 'other', 'closed', 'silent', 'unreachable']),
  greeting: z.string().nullable(),
  /** How the session can be encrypted. `implicit`: TLS from the first byte. Null when that can't be told. */
  tls: z.enum(['implicit', 'starttls', 'none']).nullable(),
  encryption: encryptionSchema.nullable(),
  /** SASL mechanisms offered before encryption and after it. */
  mechanismsInClear: z.array(z.string()),
  mechanisms: z.array(z.string()),
  /** Bytes (RFC 1870); null when the server names no limit. */
  sizeLimit: z.int().nullable(),
  /** EHLO keywords with their parameters, of the last EHLO. */
  extensions: z.array(z.string()),
  failure: failureSchema.nullable(),
  durationMs: z.number(),
  /** What the settings would be to use this port, as text by dotted key; null when it is of no use. */
  changes: z.record(z.string(), z.string()).nullable(),
});
export type ProbedPort = z.infer<typeof probedPortSchema>;

export const probeReportSchema = z.object({
  host: z.string(),
  addresses: z.array(z.string()),
  ports: z.array(probedPortSchema),
  /** Place in `ports` of the one that fits best; null when none does. */
  best: z.int().nullable(),
  durationMs: z.number(),
});
export type ProbeReport = z.infer<typeof probeReportSchema>;
