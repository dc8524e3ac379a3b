import { t } from '../../shared/catalogue/index.ts';
import { type ProbedPort, probedPorts } from '../../shared/probe.ts';
import { formatBytes } from '../ui/format.ts';

/** Gives how a port can be encrypted, or why it is of no use. */
export function encryptionOf(port: ProbedPort): string {
  if (port.state !== 'open' || port.tls === null) return t(`probe.state.${port.state}`);
  const tls = t(`probe.tls.${port.tls}`);
  return port.encryption === null ? tls : t('probe.tls.version', { tls, version: port.encryption.protocol });
}

/** Gives the verdict on a port's certificate in a word or two; empty when it showed none. */
export function verdictOn({ encryption }: ProbedPort): string {
  if (encryption === null) return '';
  const { problems, trustedBy } = encryption.certificate;
  const [first] = problems;
  if (first !== undefined) return t(`probe.certificate.${first}`);
  return trustedBy === null ? t('probe.certificate.notValid') : t('probe.certificate.valid');
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
