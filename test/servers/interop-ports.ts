import type { CertificateName } from './certificates.ts';
import { freePorts } from './free-ports.ts';

/** The certificates that every server of the interop table shows, one by one. */
export const shownCertificates = [
  'valid',
  'expired',
  'notYetValid',
  'wrongName',
  'selfSigned',
  'unknownIssuer',
] as const satisfies readonly CertificateName[];
export type ShownCertificate = (typeof shownCertificates)[number];

export type TlsPorts = {
  /** STARTTLS is offered. */
  readonly offered: number;
  /** TLS from the first byte. */
  readonly implicit: number;
};

/** One port without TLS, and two for each certificate. On each of them AUTH is offered, and nobody has to use it. */
export type InteropPorts = { readonly plain: number } & Readonly<Record<ShownCertificate, TlsPorts>>;

export const INTEROP_PORT_COUNT = 1 + 2 * shownCertificates.length;

/** Gives ports of the interop table that nothing listens on. */
export async function freeInteropPorts(): Promise<InteropPorts> {
  return namedInteropPorts(await freePorts(INTEROP_PORT_COUNT));
}

/** Gives each of INTEROP_PORT_COUNT ports its part in the interop table. */
export function namedInteropPorts([plain = 0, ...ports]: readonly number[]): InteropPorts {
  const pairs = shownCertificates.map((name, index): [ShownCertificate, TlsPorts] => [
    name,
    { offered: ports[2 * index] ?? 0, implicit: ports[2 * index + 1] ?? 0 },
  ]);
  return { plain, ...(Object.fromEntries(pairs) as Record<ShownCertificate, TlsPorts>) };
}

/** What a message's way in was, in the words of the server that took it. */
export type Transmission = { readonly encrypted: boolean; readonly signedIn: boolean };

/** A server as the interop table needs it. */
export type RunningInteropServer = {
  readonly ports: InteropPorts;
  /** How the message with this Message-ID arrived, as far as the server has delivered it yet. */
  readonly arrival: (messageId: string) => Promise<Transmission | undefined>;
  readonly close: () => Promise<void>;
};
