import type { Command } from 'commander';
import { t } from '../../shared/catalogue/index.ts';
import { type DeliveryRow, type DeliveryStatus, deliveryStatusSchema } from '../../shared/delivery.ts';
import { succeed } from '../../shared/result.ts';
import { oneOf, wholeNumber } from './arguments.ts';
import { deliveryText, transcriptText } from './delivery-text.ts';
import { type Outcome, outcome } from './outcome.ts';
import { type Page, withPaging } from './paging.ts';
import type { Run } from './program.ts';
import type { Session } from './session.ts';
import { type Column, table } from './table.ts';
import { inLocalTime } from './times.ts';

type Filter = Page & { readonly status?: DeliveryStatus };

/** `log list [--limit N] [--status S] · log show ID [--transcript]` */
export function addLogCommands(program: Command, run: Run): void {
  const log = program.command('log').usage(t('cli.help.group')).description(t('cli.help.log'));
  withPaging(log.command('list'))
    .description(t('cli.help.log.list'))
    .option('--status <STATUS>', t('cli.help.log.status'), oneOf('status', deliveryStatusSchema.options))
    .action((filter: Filter) => run((session) => list(session, filter)));
  log
    .command('show')
    .description(t('cli.help.log.show'))
    .argument('<ID>', t('cli.help.log.id'), wholeNumber('id'))
    .option('--transcript', t('cli.help.log.transcript'))
    .action((id: number, options: { transcript?: true }) => run((session) => show(session, id, options)));
}

const columns: readonly Column<DeliveryRow>[] = [
  { title: t('cli.column.id'), value: (row) => String(row.id), align: 'right', whole: true },
  { title: t('cli.column.time'), value: (row) => inLocalTime(row.at), whole: true },
  { title: t('cli.column.status'), value: (row) => row.status, whole: true },
  { title: t('cli.column.recipients'), value: (row) => row.recipients.join(', ') },
  { title: t('cli.column.subject'), value: (row) => row.subject },
  { title: t('cli.column.server'), value: (row) => row.server },
  { title: t('cli.column.outcome'), value: (row) => row.error?.message ?? row.reply ?? '' },
];

async function list({ call, width }: Session, filter: Filter): Promise<Outcome> {
  return outcome(await call('log.list', filter), ({ rows, next }) => {
    if (rows.length === 0) return t('cli.log.empty');
    const listed = table(columns, rows, width);
    return next === null ? listed : `${listed}\n${t('cli.list.more', { before: next })}`;
  });
}

async function show({ call }: Session, id: number, options: { transcript?: true }): Promise<Outcome> {
  const delivery = await call('log.get', { id });
  if (!options.transcript || !delivery.ok) return outcome(delivery, deliveryText);
  const transcript = await call('log.transcript', { id });
  if (!transcript.ok) return { result: transcript };
  const { lines } = transcript.value;
  return {
    result: succeed({ ...delivery.value, transcript: lines }),
    text: `${deliveryText(delivery.value)}\n\n${transcriptText(lines)}`,
  };
}
