import type { Command } from 'commander';
import { t } from '../../shared/catalogue/index.ts';
import { wholeNumber } from './arguments.ts';
import { type Outcome, outcome, Refusal } from './outcome.ts';
import type { Run } from './program.ts';
import { type ChangeName, changeMessages, deleteMessages, resolveMessages } from './queue-changes.ts';
import { probe, runOnce, runUntilInterrupted } from './queue-run.ts';
import { type Filter, type SelectionOptions, selectionOf, withFilter, withSelection } from './queue-selection.ts';
import { sendMessages } from './queue-send.ts';
import { queueTable, statusText, totalText } from './queue-text.ts';
import type { Session } from './session.ts';

type Page = Filter & { readonly limit?: number; readonly after?: number };

/** `queue list | status | pause | resume | send | retry | hold | release | delete | resolve | run [--once] | probe` */
export function addQueueCommands(program: Command, run: Run): void {
  const queue = program.command('queue').usage(t('cli.help.group')).description(t('cli.help.queue'));
  withFilter(queue.command('list'))
    .description(t('cli.help.queue.list'))
    .option('--limit <N>', t('cli.help.limit'), wholeNumber('limit'))
    .option('--after <ID>', t('cli.help.queue.after'), wholeNumber('after'))
    .action((page: Page) => run((session) => list(session, page)));
  queue
    .command('status')
    .description(t('cli.help.queue.status'))
    .action(() => run(async ({ call }) => outcome(await call('queue.status', {}), statusText)));
  queue
    .command('pause')
    .description(t('cli.help.queue.pause'))
    .option('--why <TEXT>', t('cli.help.queue.why'))
    .action((options: { why?: string }) => run((session) => pause(session, options)));
  queue
    .command('resume')
    .description(t('cli.help.queue.resume'))
    .action(() => run(resume));
  withSelection(queue.command('send'))
    .description(t('cli.help.queue.send'))
    .action((ids: number[], options: SelectionOptions) => {
      const selection = selectionOf(ids, options);
      return run((session) => sendMessages(session, selection));
    });
  for (const name of ['retry', 'hold', 'release'] as const) addChange(queue, run, name);
  withSelection(queue.command('delete'))
    .description(t('cli.help.queue.delete'))
    .option('--yes', t('cli.help.queue.yes'))
    .action((ids: number[], options: SelectionOptions & { yes?: true }) => {
      const selection = selectionOf(ids, options);
      return run((session) => deleteMessages(session, selection, options.yes === true));
    });
  withSelection(queue.command('resolve'))
    .description(t('cli.help.queue.resolve'))
    .option('--sent', t('cli.help.queue.sent'))
    .option('--again', t('cli.help.queue.again'))
    .action((ids: number[], options: SelectionOptions & { sent?: true; again?: true }) => {
      const selection = selectionOf(ids, options);
      if (options.sent === options.again)
        throw new Refusal({ code: 'INVALID_INPUT', message: t('cli.queue.sentOrAgain'), field: 'as' });
      return run((session) => resolveMessages(session, selection, options.sent ? 'sent' : 'again'));
    });
  queue
    .command('run')
    .description(t('cli.help.queue.run'))
    .option('--once', t('cli.help.queue.once'))
    .action((options: { once?: true }) => (options.once ? run(runOnce) : run(runUntilInterrupted, { worker: 'runs' })));
  queue
    .command('probe')
    .description(t('cli.help.queue.probe'))
    .action(() => run(probe));
}

function addChange(queue: Command, run: Run, name: ChangeName): void {
  withSelection(queue.command(name))
    .description(t(`cli.help.queue.${name}`))
    .action((ids: number[], options: SelectionOptions) => {
      const selection = selectionOf(ids, options);
      return run((session) => changeMessages(session, name, selection));
    });
}

async function list({ call, width }: Session, page: Page): Promise<Outcome> {
  return outcome(await call('queue.list', page), ({ paused, items, next, ...counts }) =>
    [
      ...(items.length === 0 ? [t('cli.queue.empty')] : [queueTable(items, width), totalText(counts)]),
      ...(next === null ? [] : [t('cli.queue.more', { after: next })]),
      ...(paused ? [t('cli.queue.isPaused')] : []),
    ].join('\n'),
  );
}

async function pause({ call }: Session, { why }: { why?: string }): Promise<Outcome> {
  return outcome(await call('queue.pause', why === undefined ? {} : { why }), ({ underWay }) =>
    underWay === 0 ? t('cli.queue.isPaused') : t('cli.queue.isPausedBut', { count: underWay }),
  );
}

async function resume({ call }: Session): Promise<Outcome> {
  return outcome(await call('queue.resume', {}), ({ resumed }) =>
    resumed ? t('cli.queue.resumed') : t('cli.queue.wasNotPaused'),
  );
}
