import type { Command } from 'commander';
import { t } from '../../shared/catalogue/index.ts';
import { wholeNumber } from './arguments.ts';

/** Which part of a list is asked for. */
export type Page = { readonly limit?: number; readonly before?: number };

/** Adds `--limit N` and `--before N` to a command that lists. */
export function withPaging(command: Command): Command {
  return command
    .option('--limit <N>', t('cli.help.limit'), wholeNumber('limit'))
    .option('--before <N>', t('cli.help.before'), wholeNumber('before'));
}
