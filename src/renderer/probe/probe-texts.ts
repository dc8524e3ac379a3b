import { t } from '../../shared/catalogue/index.ts';
import { certificateVerdict } from '../../shared/certificate-words.ts';
import { type ProbedPort, probedPorts } from '../../shared/probe.ts';
import { formatBytes } from '../ui/format.ts';

/** Gives the verdict on a port's certificate in a word or two; empty when it showed none. */
export function verdictOn({ encryption }: ProbedPort): string {
  return encryption === null ? '' : certificateVerdict(encryption.certificate.problems);
}

/** Gives how one can sign in at a port, encrypted where that is possible. */
export function signInAt(port: ProbedPort): string {
  if (port.state !== 'open') return '';
  const mechanisms = port.encryption === null ? port.mechanismsInClear : port.mechanisms;
  return mechanisms.length === 0 ? t('probe.signIn.none') : mechanisms.join(', ');
}

/** Gives the size limit that a port names. */
export function sizeLimitAt(port: ProbedPort): string {
  if (port.state !== 'open') return '';
  return port.sizeLimit === null ? t('probe.size.unlimited') : formatBytes(port.sizeLimit);
}

/** A port of the host: what was found there, and until then where it is asked. */
export type PortRow = {
  readonly port: number;
  /** Empty while it isn't known. */
  readonly address: string;
  readonly found: ProbedPort | undefined;
};

/**
 * Gives a row for every port at every address that is known of, in the order of the report: port by port, and address by address
 * within. The addresses are told by what was found, so there is one row for each port at first.
 */
export function portRows(asked: readonly number[], ports: readonly (ProbedPort | undefined)[]): readonly PortRow[] {
  const addresses: string[] = [];
  const least = ports.map((found, index) =>
    found === undefined ? 1 : Math.floor(index / (asked.indexOf(found.port) + 1)) + 1,
  );
  const count = Math.max(1, ...least);
  ports.forEach((found, index) => {
    if (found !== undefined) addresses[index % count] = found.address;
  });
  return Array.from({ length: asked.length * count }, (_, index) => ({
    port: ports[index]?.port ?? asked[Math.floor(index / count)] ?? 0,
    address: ports[index]?.address ?? addresses[index % count] ?? '',
    found: ports[index],
  }));
}

/** Gives how many of the ports have a mail server, at whichever address. */
export function openPorts(ports: readonly (ProbedPort | undefined)[]): number {
  return new Set(ports.filter((found) => found?.state === 'open').map((found) => found?.port)).size;
}

/** Gives the ports to ask: the usual ones, and the one in the settings when it isn't among them. */
export function portsToAsk(port: number): readonly number[] {
  const inSettings = Number.isInteger(port) && port >= 1 && port <= 65535;
  return inSettings && !probedPorts.some((usual) => usual === port) ? [...probedPorts, port] : probedPorts;
}
