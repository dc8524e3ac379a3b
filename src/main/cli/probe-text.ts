import { t } from '../../shared/catalogue/index.ts';
import { certificateVerdict } from '../../shared/certificate-words.ts';
import type { ProbedPort, ProbeReport } from '../../shared/probe.ts';
import { connectionWords } from '../../shared/probe-words.ts';
import { encryptionFields } from './delivery-text.ts';
import { changeLines } from './shell-line.ts';
import { inMilliseconds } from './step-text.ts';
import { type Column, table } from './table.ts';
import { inColumns, onOneLine, widthOf } from './text.ts';

const MEGABYTE = 1_048_576;
const INDENT = '  ';

/**
 * What was found at each port: a table first, then the details, and what is recommended last.
 *
 * @param program how this program is called, word by word
 */
export function probeText(report: ProbeReport, width: number | undefined, program: readonly string[]): string {
  return [
    table(columns, report.ports, width),
    ...report.ports.map((port) => detailsText(port, width)),
    recommendation(report, program),
  ].join('\n\n');
}

const columns: readonly Column<ProbedPort>[] = [
  { title: t('cli.probe.column.port'), value: ({ port }) => String(port), align: 'right', whole: true },
  { title: t('cli.probe.column.address'), value: ({ address }) => address },
  { title: t('cli.probe.column.connection'), value: connectionWords },
  { title: t('cli.probe.column.certificate'), value: verdictOn },
  { title: t('cli.probe.column.signIn'), value: signInText },
  { title: t('cli.probe.column.size'), value: ({ sizeLimit }) => sizeText(sizeLimit), align: 'right', whole: true },
];

function verdictOn({ encryption }: ProbedPort): string {
  return encryption === null ? '' : certificateVerdict(encryption.certificate.problems);
}

function signInText({ encryption, mechanisms, mechanismsInClear }: ProbedPort): string {
  return (encryption === null ? mechanismsInClear : mechanisms).join(' ');
}

function sizeText(bytes: number | null): string {
  if (bytes === null) return '';
  if (bytes < MEGABYTE) return t('cli.size.bytes', { count: bytes });
  return t('cli.probe.megabytes', { size: (bytes / MEGABYTE).toFixed(1).replace(/\.0$/, '') });
}

function detailsText(port: ProbedPort, width: number | undefined): string {
  const { state, failure, mechanisms, mechanismsInClear, sizeLimit } = port;
  const answered = state === 'open' || state === 'other';
  const fields: readonly (readonly [string, string | null | undefined])[] = [
    [
      t('cli.field.failure'),
      failure === null ? null : [failure.message, answered ? failure.help : ''].join(' ').trim(),
    ],
    [t('cli.field.code'), failure?.code],
    [t('probe.detail.greeting'), port.greeting],
    ...encryptionFields(port.encryption),
    [t('probe.detail.inClear'), mechanismsInClear.join(' ')],
    [t('probe.detail.encrypted'), mechanisms.join(' ')],
    [t('probe.detail.size'), sizeLimit === null ? null : t('cli.size.bytes', { count: sizeLimit })],
    [t('probe.detail.extensions'), port.extensions.join(', ')],
    [t('cli.field.duration'), inMilliseconds(port.durationMs)],
  ];
  const heading = t('cli.probe.heading', { port: port.port, address: port.address });
  return [`${heading}: ${connectionWords(port)}`, ...fieldLines(fields, width)].join('\n');
}

/** Names with their values, indented; a value that is wider than the terminal goes on below itself. */
function fieldLines(
  fields: readonly (readonly [name: string, value: string | null | undefined])[],
  width: number | undefined,
): string[] {
  const present = fields.filter((field): field is readonly [string, string] => (field[1] ?? '') !== '');
  const nameWidth = Math.max(0, ...present.map(([name]) => widthOf(name)));
  const room = width === undefined ? Number.POSITIVE_INFINITY : Math.max(20, width - nameWidth - 2 * INDENT.length);
  return present.flatMap(([name, value]) =>
    wrapped(onOneLine(value), room).map(
      (line, index) => `${INDENT}${inColumns(index === 0 ? name : '', nameWidth)}${INDENT}${line}`,
    ),
  );
}

/** Breaks text at its spaces; a word that is longer than a line has one for itself. */
function wrapped(text: string, room: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trimStart();
    if (lines.length > 0 && widthOf(longer) <= room) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** The last line is a command to be copied: it is never cut. */
function recommendation({ ports, best }: ProbeReport, program: readonly string[]): string {
  const port = best === null ? undefined : ports[best];
  if (port === undefined || port.changes === null) return t('cli.probe.noneFits');
  const lines = changeLines(port.changes, (pairs) => [...program, 'settings', 'set', ...pairs]);
  return [t('cli.probe.recommended', port), ...lines].join('\n');
}
