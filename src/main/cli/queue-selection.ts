import type { Command } from 'commander';
import { t } from '../../shared/catalogue/index.ts';
import { type QueueSelection, type QueueState, queueStateSchema } from '../../shared/queue.ts';
import { oneOf, wholeNumber } from './arguments.ts';
import { Refusal } from './outcome.ts';

export type Filter = { readonly state?: QueueState; readonly search?: string };

export type SelectionOptions = Filter & { readonly all?: true };

/** Adds `--state` and `--search`, which say which messages. */
export function withFilter(command: Command): Command {
  return command
    .option('--state <STATE>', t('cli.help.queue.state'), oneOf('state', queueStateSchema.options))
    .option('--search <TEXT>', t('cli.help.queue.search'));
}

/** Adds `[ID...]`, `--all`, `--state` and `--search` to a command that does something to messages. */
export function withSelection(command: Command): Command {
  return withFilter(
    command
      .argument('[ID...]', t('cli.help.queue.ids'), (text: string, ids: readonly number[] = []) => [
        ...ids,
        wholeNumber('id')(text),
      ])
      .option('--all', t('cli.help.queue.all')),
  );
}

/** Which messages were named. Refuses none at all, and ids beside `--all`: one of both is a mistake. */
export function selectionOf(ids: readonly number[], { all, state, search }: SelectionOptions): QueueSelection {
  const filtered = state !== undefined || search !== undefined;
  if (ids.length > 0 && (all || filtered)) throw refusal(t('cli.queue.idsOrAll'));
  if (ids.length > 0) return { ids: [...new Set(ids)] };
  if (!all) throw refusal(t('cli.queue.whichMessages'));
  return { ids: 'all', ...(state === undefined ? {} : { state }), ...(search === undefined ? {} : { search }) };
}

function refusal(message: string): Refusal {
  return new Refusal({ code: 'INVALID_INPUT', message, field: 'ids' });
}
