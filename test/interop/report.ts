import {
  type InteropCase,
  interopCases,
  keysOf,
  type Method,
  methods,
  secureConnections,
  type TlsState,
  tlsStates,
} from './cases.ts';
import type { Outcome } from './expectation.ts';
import { introduction } from './introduction.ts';
import type { InteropServer } from './servers.ts';

export type SeenCase = InteropCase & { readonly outcome: Outcome };
export type SeenServer = { readonly server: InteropServer; readonly cases: readonly SeenCase[] };

const columns = keysOf(secureConnections).flatMap((secureConnection) =>
  [true, false].map((reject) => ({ secureConnection, reject })),
);

/** Makes the page from what was seen: one table for each server; methods and options that never differ share a row or a column. */
export function interopPage(seen: readonly SeenServer[]): string {
  return `${introduction}${seen.map(section).join('')}`;
}

function section({ server, cases }: SeenServer): string {
  const offers = server.mechanisms.length === 0 ? '' : `Offers ${server.mechanisms.join(', ')}. `;
  return `\n## ${server.title}\n\n${offers}${server.remark}\n\n${table(cases)}`;
}

function table(cases: readonly SeenCase[]): string {
  const rows = mergedRows(keysOf(tlsStates).flatMap((tls) => rowsOf(cases, tls)));
  const shown = mergedColumns(cases);
  const lines = [
    ['Certificate', 'Sign-in', ...shown.map(({ heading }) => heading)],
    ['---', '---', ...shown.map(() => '---')],
    ...rows.map(({ tls, names, outcomes }) => [tls, names, ...shown.map(({ index }) => outcomes[index] ?? '')]),
  ];
  return lines.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

type Row = { readonly tls: string; readonly names: string; readonly outcomes: readonly string[] };

/** The rows of one certificate: methods with the same outcomes share one. */
function rowsOf(cases: readonly SeenCase[], tls: TlsState): Row[] {
  const groups = new Map<string, { outcomes: readonly string[]; members: Method[] }>();
  for (const method of keysOf(methods)) {
    const outcomes = columns.map((column) => outcomeOf(cases, { ...column, method, tls }));
    const key = outcomes.join();
    const group = groups.get(key) ?? { outcomes, members: [] };
    group.members.push(method);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ outcomes, members }) => ({
    tls: tlsStates[tls],
    names: members.length === keysOf(methods).length ? 'any' : members.map((method) => methods[method]).join('; '),
    outcomes,
  }));
}

/** Certificates that make no difference share the rows of the first. */
function mergedRows(rows: readonly Row[]): Row[] {
  const merged = new Map<string, Row>();
  for (const row of rows) {
    const key = [row.names, ...row.outcomes].join();
    const before = merged.get(key);
    merged.set(key, before === undefined ? row : { ...before, tls: `${before.tls}; ${row.tls}` });
  }
  return [...merged.values()];
}

/** An option that makes no difference with and without *Reject invalid certificates* has one column. */
function mergedColumns(cases: readonly SeenCase[]): { readonly heading: string; readonly index: number }[] {
  return keysOf(secureConnections).flatMap((secureConnection, position) => {
    const name = secureConnections[secureConnection];
    const differs = cases.some(
      (each) =>
        each.secureConnection === secureConnection &&
        each.outcome !== outcomeOf(cases, { ...each, reject: !each.reject }, (outcome) => outcome),
    );
    const index = 2 * position;
    if (!differs) return [{ heading: name, index }];
    return [
      { heading: `${name}: reject`, index },
      { heading: `${name}: take any`, index: index + 1 },
    ];
  });
}

function outcomeOf(
  cases: readonly SeenCase[],
  wanted: InteropCase,
  show = (outcome: Outcome): string => (outcome === 'sent' ? outcome : `\`${outcome}\``),
): string {
  const found = cases.find(
    (each) =>
      each.method === wanted.method &&
      each.tls === wanted.tls &&
      each.secureConnection === wanted.secureConnection &&
      each.reject === wanted.reject,
  );
  if (found === undefined)
    throw new Error(`Not seen: ${JSON.stringify(wanted)}; ${interopCases.length} cases were planned.`);
  return show(found.outcome);
}
