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

/** Gives the ports to ask: the usual ones, and the one in the settings when it isn't among them. */
export function portsToAsk(port: number): readonly number[] {
  const inSettings = Number.isInteger(port) && port >= 1 && port <= 65535;
  return inSettings && !probedPorts.some((usual) => usual === port) ? [...probedPorts, port] : probedPorts;
}
