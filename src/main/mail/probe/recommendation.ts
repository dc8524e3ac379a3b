import type { ProbedPort } from '../../../shared/probe.ts';

type Finding = Omit<ProbedPort, 'changes'>;

const RELAY_PORT = 25;
const SUBMISSION_PORT = 587;

/** Says which settings would use each port, as text by dotted key. */
export function withChanges(host: string, findings: readonly Finding[]): ProbedPort[] {
  return findings.map((finding) => ({ ...finding, changes: changesFor(host, finding, findings) }));
}

/** The settings that use one port; null when no session came to its end there. */
export function changesFor(host: string, finding: Finding, all: readonly Finding[]): Record<string, string> | null {
  const { port, family, tls } = finding;
  if (!isUsable(finding) || tls === null) return null;
  return {
    service: 'smtp',
    'smtp.host': host,
    'smtp.port': String(port),
    'smtp.security': { implicit: 'tls', starttls: 'starttls', none: 'none' }[tls],
    ...(otherFamilyFails(finding, all) ? { 'smtp.addressFamily': family } : {}),
  };
}

/**
 * True when the host has addresses of the other family, too, and none of them is of use at this port. Addresses that can't be
 * reached from here don't count: they cost a session nothing, and say nothing about the server.
 */
function otherFamilyFails({ port, family }: Finding, all: readonly Finding[]): boolean {
  const others = all.filter((each) => each.port === port && each.family !== family && each.state !== 'unreachable');
  return others.length > 0 && !others.some(isUsable);
}

function isUsable({ state, failure }: Finding): boolean {
  return state === 'open' && failure === null;
}

/** Gives the place of the port that fits best for handing in mail (RFC 8314 section 3.3, RFC 6409); null when none is of use. */
export function bestOf(ports: readonly ProbedPort[]): number | null {
  const usable = ports
    .map((port, index) => ({ index, rank: rankOf(port) }))
    .filter(({ index }) => ports[index]?.changes != null);
  const best = usable.reduce<(typeof usable)[number] | undefined>(
    (first, next) => (first === undefined || comesBefore(next.rank, first.rank) ? next : first),
    undefined,
  );
  return best?.index ?? null;
}

/** What counts first stands first; the lower the better. */
function rankOf(port: ProbedPort): readonly number[] {
  const { encryption, tls, mechanisms, mechanismsInClear } = port;
  const trusted = encryption?.certificate.problems.length === 0;
  const signIn = (encryption === null ? mechanismsInClear : mechanisms).length > 0;
  return [
    trusted ? 0 : encryption === null ? 2 : 1,
    port.port === RELAY_PORT ? 1 : 0,
    signIn ? 0 : 1,
    tls === 'implicit' ? 0 : port.port === SUBMISSION_PORT ? 1 : 2,
  ];
}

function comesBefore(rank: readonly number[], other: readonly number[]): boolean {
  const place = rank.findIndex((value, index) => value !== other[index]);
  return place !== -1 && (rank[place] ?? 0) < (other[place] ?? 0);
}
