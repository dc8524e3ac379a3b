import { t } from '../../../shared/catalogue/index.ts';
import type { ProbedPort } from '../../../shared/probe.ts';
import type { Failure } from '../../../shared/result.ts';
import { SessionError } from '../session-error.ts';

/** Says why a look-up gave no address; undefined when the error isn't about one. */
export function lookupFailure(host: string, error: unknown): Failure | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOTFOUND' || code === 'ENODATA') return notFound(host);
  const late = error instanceof SessionError && error.reason === 'LOOKUP_TIMEOUT';
  if (!late && typeof code !== 'string') return undefined;
  return {
    code: 'DNS_NOT_FOUND',
    message: t('failure.DNS_NO_ANSWER', { host }),
    help: t('failure.DNS_NO_ANSWER.help'),
    field: 'host',
  };
}

/** The failure of a host without any address. */
export function notFound(host: string): Failure {
  const message = t('failure.DNS_NOT_FOUND', { host });
  return { code: 'DNS_NOT_FOUND', message, help: t('failure.DNS_NOT_FOUND.help'), field: 'host' };
}

export function cancelled(): Failure {
  return { code: 'CANCELLED', message: t('probing.cancelled'), help: t('probing.cancelled.help') };
}

/** What tells most about a host on which nothing is open comes first. */
const byTellingness: readonly ProbedPort['state'][] = ['other', 'closed', 'silent', 'unreachable'];

/** Says that no port is open, with the code of what tells most; undefined when one is. */
export function nothingOpen(host: string, ports: readonly ProbedPort[]): Failure | undefined {
  if (ports.some(({ state }) => state === 'open')) return undefined;
  const telling = byTellingness.map((state) => ports.find((port) => port.state === state)).find((port) => port);
  const numbers = [...new Set(ports.map(({ port }) => port))];
  return {
    code: telling?.failure?.code ?? 'CONNECTION_REFUSED',
    message: t('probing.nothingOpen', { host, ports: numbers.join(', '), count: numbers.length }),
    help: t('probing.nothingOpen.help'),
  };
}
