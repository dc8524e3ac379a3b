import type { Command } from 'commander';
import { t } from '../../shared/catalogue/index.ts';
import { type DeliveryRow, type DeliveryStatus, deliveryStatusSchema } from '../../shared/delivery.ts';
import { fail, succeed } from '../../shared/result.ts';
import { oneOf, wholeNumber } from './arguments.ts';
import { deliveryText, statusText, transcriptText } from './delivery-text.ts';
import { type Outcome, outcome } from './outcome.ts';
import { writtenOutcome } from './output-file.ts';
import { type Page, withPaging } from './paging.ts';
import type { Run } from './program.ts';
import type { Session } from './session.ts';
import { type Column, table } from './table.ts';
import { onManyLines } from './text.ts';
import { inLocalTime } from './times.ts';

type Filter = Page & { readonly status?: DeliveryStatus };

/** `log list [--limit N] [--status S] · log show ID [--transcript] · log report ID [FILE] [--attempt N] · log certificate ID [FILE]` */
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
  log
    .command('report')
    .description(t('cli.help.log.report'))
    .argument('<ID>', t('cli.help.log.id'), wholeNumber('id'))
    .argument('[FILE]', t('cli.help.log.file'))
    .option('--attempt <N>', t('cli.help.log.attempt'), wholeNumber('attempt'))
    .action((id: number, file: string | undefined, options: { attempt?: number }) =>
      run((session) => report(session, id, file, options)),
    );
  log
    .command('certificate')
    .description(t('cli.help.log.certificate'))
    .argument('<ID>', t('cli.help.log.id'), wholeNumber('id'))
    .argument('[FILE]', t('cli.help.log.file'))
    .action((id: number, file: string | undefined) => run((session) => certificate(session, id, file)));
}

const columns: readonly Column<DeliveryRow>[] = [
  { title: t('cli.column.id'), value: (row) => String(row.id), align: 'right', whole: true },
  { title: t('cli.column.time'), value: (row) => inLocalTime(row.at), whole: true },
  { title: t('cli.column.status'), value: statusText, whole: true },
  { title: t('cli.column.recipients'), value: (row) => row.recipients.join(', ') },
  { title: t('cli.column.subject'), value: (row) => row.subject },
  { title: t('cli.column.server'), value: (row) => row.server },
  { title: t('cli.column.outcome'), value: outcomeText },
];

/** What came of it and why. What a server said before somebody marked it as sent is no acceptance. */
function outcomeText({ status, attempts, markedAsSent, note, error, reply }: DeliveryRow): string {
  const said = (markedAsSent ? note : (error?.message ?? reply)) ?? '';
  return status === 'queued' ? t('cli.log.waiting', { count: attempts, said }) : said;
}

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

async function report(
  { call, terminal }: Session,
  id: number,
  file: string | undefined,
  options: { attempt?: number },
): Promise<Outcome> {
  const made = await call('log.supportReport', { id, ...options });
  if (!made.ok) return { result: made };
  const { text } = made.value;
  return writtenOutcome(made, terminal && file === undefined ? onManyLines(text) : text, file, (written) =>
    t('cli.report.written', { file: written }),
  );
}

/** Gives the certificate that the server showed in the last attempt which got to see one. */
async function certificate({ call }: Session, id: number, file: string | undefined): Promise<Outcome> {
  const delivery = await call('log.get', { id });
  if (!delivery.ok) return { result: delivery };
  const shown = delivery.value.attemptList.findLast(({ encryption }) => encryption !== null)?.encryption?.certificate;
  if (shown === undefined) return { result: fail({ code: 'NOT_FOUND', message: t('cli.certificate.none', { id }) }) };
  const { pem, fingerprint256 } = shown;
  if (pem === undefined)
    return {
      result: fail({ code: 'NOT_FOUND', message: t('cli.certificate.notKept', { id, sha256: fingerprint256 }) }),
    };
  const told = (written: string) => t('cli.certificate.written', { file: written, sha256: fingerprint256 });
  return writtenOutcome(succeed(shown), `${pem.trim()}\n`, file, told, 'wx');
}
