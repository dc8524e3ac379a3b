import { t } from '../../../shared/catalogue/index.ts';
import { endpointText } from '../../../shared/host.ts';
import type { ProbedPort } from '../../../shared/probe.ts';
import type { Failure } from '../../../shared/result.ts';
import type { Security } from '../../../shared/smtp-settings.ts';
import { escapeControlCharacters } from '../../control-characters.ts';
import { familyOf } from '../connect.ts';
import { type Connection, plainConnection, type Timeouts } from '../connection.ts';
import { messageOf } from '../message-source.ts';
import { offeredMechanisms, type ServerOffer, sizeLimit } from '../server-offer.ts';
import type { SessionOutcome } from '../session-outcome.ts';
import type { Transport } from '../transport.ts';
import type { Target } from './targets.ts';

/** The certificates that are trusted beside those of the computer's authorities. */
export type ProbeTrust = Pick<Connection, 'trustedAuthorities' | 'trustedCertificate'>;

export type ProbeConditions = {
  readonly transport: Transport;
  readonly trust: ProbeTrust;
  readonly timeouts: Timeouts;
  /** Milliseconds that the whole may take; `signal` ends it after them. */
  readonly limitMs: number;
  readonly signal: AbortSignal;
  /** Monotonic clock in milliseconds. */
  readonly clock: () => number;
};

/** What a session that goes no further than the server's offer has found out. */
type Finding = Omit<ProbedPort, 'changes'>;

const IMPLICIT_TLS_PORT = 465;
const GREETING_LIMIT = 1000;
const MOST_EXTENSIONS = 60;
const EXTENSION_LIMIT = 200;

/**
 * Finds out what a server offers at one address and port: greeting, EHLO, TLS, EHLO, QUIT (RFC 5321, RFC 3207, RFC 8314). Nobody
 * signs in. A port that turns out to speak TLS from the first byte, or not to, is looked at once more that way.
 */
export async function probePort(target: Target, conditions: ProbeConditions): Promise<Finding> {
  const { clock, signal } = conditions;
  const started = clock();
  const usual: Security = target.port === IMPLICIT_TLS_PORT ? 'tls' : 'starttls-if-available';
  const other: Security = usual === 'tls' ? 'starttls-if-available' : 'tls';
  let security = usual;
  let outcome = await talk(target, usual, conditions);
  if (outcome.failure?.code === 'TLS_WRONG_VERSION' && !signal.aborted) {
    security = other;
    outcome = await talk(target, other, conditions);
  }
  const durationMs = Math.round((clock() - started) * 10) / 10;
  return { ...describe(target, security, outcome, conditions), durationMs };
}

function talk(target: Target, security: Security, conditions: ProbeConditions): Promise<SessionOutcome> {
  const { host, address, port } = target;
  const { transport, trust, timeouts, signal } = conditions;
  return transport.run({
    // A certificate that isn't valid is told, and doesn't keep the rest from being found out.
    connection: {
      ...plainConnection,
      ...trust,
      host,
      port,
      security,
      timeouts,
      rejectInvalidCertificates: false,
    },
    addresses: [address],
    sender: '',
    recipients: [],
    message: messageOf(new Uint8Array()),
    until: 'reach',
    signal,
    report: () => {},
  });
}

function describe(
  { host, address, port }: Target,
  security: Security,
  outcome: SessionOutcome,
  { limitMs }: ProbeConditions,
): Omit<Finding, 'durationMs'> {
  const { encryption, offers, greeting } = outcome;
  const lastOffer = offers.findLast((offer) => offer.extended);
  const inClear = security === 'tls' ? undefined : offers[0];
  const unfinished = outcome.status === 'cancelled';
  return {
    address,
    family: familyOf(address),
    port,
    state: stateOf(outcome),
    greeting: greeting === null ? null : greeting.slice(0, GREETING_LIMIT),
    tls: tlsOf(security, outcome),
    encryption,
    mechanismsInClear: inClear === undefined ? [] : [...offeredMechanisms(inClear)],
    mechanisms: encryption === null || lastOffer === undefined ? [] : [...offeredMechanisms(lastOffer)],
    sizeLimit: (lastOffer && sizeLimit(lastOffer)) ?? null,
    extensions: lastOffer === undefined ? [] : extensionsOf(lastOffer),
    failure: unfinished ? unfinishedFailure(endpointText(host, port), limitMs) : outcome.failure,
  };
}

/** A server that has answered EHLO or HELO is a mail server, whatever came after it. */
function stateOf({ opened, offers, steps, failure }: SessionOutcome): ProbedPort['state'] {
  if (opened || offers.some((offer) => offer.extended)) return 'open';
  if (steps.some(({ step, status }) => step === 'connect' && status === 'ok')) return 'other';
  switch (failure?.code) {
    case 'CONNECTION_REFUSED':
      return 'closed';
    // Broken off before it was said to be there.
    case 'CONNECTION_LOST':
      return 'other';
    case 'CONNECTION_TIMEOUT':
    case 'CANCELLED':
      return 'silent';
    default:
      return 'unreachable';
  }
}

function tlsOf(security: Security, { opened, offers, encryption }: SessionOutcome): ProbedPort['tls'] {
  if (security === 'tls') return encryption === null ? null : 'implicit';
  if (offers[0]?.keywords.has('STARTTLS') === true) return 'starttls';
  return opened ? 'none' : null;
}

function extensionsOf({ keywords }: ServerOffer): string[] {
  return [...keywords]
    .slice(0, MOST_EXTENSIONS)
    .map(([keyword, parameters]) =>
      escapeControlCharacters([keyword, ...parameters].join(' ')).slice(0, EXTENSION_LIMIT),
    );
}

function unfinishedFailure(server: string, limitMs: number): Failure {
  const seconds = Math.max(1, Math.round(limitMs / 1000));
  return {
    code: 'CONNECTION_TIMEOUT',
    message: t('probing.unfinished', { server, seconds }),
    help: t('probing.unfinished.help'),
  };
}
