import type { Command } from 'commander';
import type { CapturedMessage, CapturedRow } from '../../shared/captured.ts';
import { t } from '../../shared/catalogue/index.ts';
import { wholeNumber } from './arguments.ts';
import { type Outcome, outcome } from './outcome.ts';
import { type Page, withPaging } from './paging.ts';
import type { Run } from './program.ts';
import type { Session } from './session.ts';
import { type Column, fieldList, table } from './table.ts';
import { onManyLines } from './text.ts';
import { inLocalTime } from './times.ts';

/** `captured list · captured show ID [--source]` */
export function addCapturedCommands(program: Command, run: Run): void {
  const captured = program.command('captured').usage(t('cli.help.group')).description(t('cli.help.captured'));
  withPaging(captured.command('list'))
    .description(t('cli.help.captured.list'))
    .action((page: Page) => run((session) => list(session, page)));
  captured
    .command('show')
    .description(t('cli.help.captured.show'))
    .argument('<ID>', t('cli.help.captured.id'), wholeNumber('id'))
    .option('--source', t('cli.help.captured.source'))
    .action((id: number, options: { source?: true }) => run((session) => show(session, id, options)));
}

const columns: readonly Column<CapturedRow>[] = [
  { title: t('cli.column.id'), value: (row) => String(row.id), align: 'right', whole: true },
  { title: t('cli.column.time'), value: (row) => inLocalTime(row.at), whole: true },
  { title: t('cli.column.sender'), value: (row) => row.sender },
  { title: t('cli.column.recipients'), value: (row) => row.recipients.join(', ') },
  { title: t('cli.column.subject'), value: (row) => row.subject },
  { title: t('cli.column.attachments'), value: (row) => String(row.attachments), align: 'right' },
  { title: t('cli.column.bytes'), value: (row) => String(row.sizeBytes), align: 'right' },
];

async function list({ call, width }: Session, page: Page): Promise<Outcome> {
  return outcome(await call('captured.list', page), ({ rows, next, total }) => {
    if (total === 0) return t('cli.captured.empty');
    const listed = table(columns, rows, width);
    return next === null ? listed : `${listed}\n${t('cli.list.more', { before: next })}`;
  });
}

async function show({ call, terminal }: Session, id: number, options: { source?: true }): Promise<Outcome> {
  if (!options.source) return outcome(await call('captured.get', { id }), messageText);
  return outcome(await call('captured.source', { id }), ({ base64 }) => {
    const source = Buffer.from(base64, 'base64');
    // A pipe or a file gets every byte as it was received; a terminal must not act on any.
    return terminal ? onManyLines(source.toString('utf8')) : source;
  });
}

function messageText({ at, sender, recipients, message }: CapturedMessage): string {
  const head = fieldList([
    [t('cli.field.received'), inLocalTime(at)],
    [t('cli.field.envelopeSender'), sender],
    [t('cli.field.envelopeRecipients'), recipients.join(', ')],
    [t('cli.field.from'), message.from],
    [t('cli.field.to'), message.to],
    [t('cli.field.subject'), message.subject],
    [t('cli.field.date'), message.date],
    ...message.attachments.map(
      ({ fileName, contentType, sizeBytes }) =>
        [
          t('cli.field.attachment'),
          `${fileName} (${contentType}, ${t('cli.size.bytes', { count: sizeBytes })})`,
        ] as const,
    ),
  ]);
  const body = message.text ?? (message.html === null ? '' : t('cli.captured.htmlOnly'));
  return `${head}\n\n${onManyLines(body).trimEnd()}`;
}
