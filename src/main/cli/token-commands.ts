import type { Command } from 'commander';
import { t } from '../../shared/catalogue/index.ts';
import { fail } from '../../shared/result.ts';
import { wholeNumber } from './arguments.ts';
import { type Outcome, outcome } from './outcome.ts';
import type { Run } from './program.ts';
import type { Session } from './session.ts';
import { table } from './table.ts';
import { inLocalTime } from './times.ts';

/** `tokens list | create NAME | revoke ID` */
export function addTokenCommands(program: Command, run: Run): void {
  const tokens = program.command('tokens').usage(t('cli.help.group')).description(t('cli.help.tokens'));
  tokens
    .command('list')
    .description(t('cli.help.tokens.list'))
    .action(() => run(list));
  tokens
    .command('create')
    .description(t('cli.help.tokens.create'))
    .argument('<NAME>', t('cli.help.tokens.name'))
    .action((name: string) => run((session) => create(session, name)));
  tokens
    .command('revoke')
    .description(t('cli.help.tokens.revoke'))
    .argument('<ID>', t('cli.help.tokens.id'), wholeNumber('id'))
    .action((id: number) => run((session) => revoke(session, id)));
}

async function list({ call, width }: Session): Promise<Outcome> {
  return outcome(await call('tokens.list', {}), ({ tokens }) =>
    tokens.length === 0
      ? t('cli.tokens.empty')
      : table(
          [
            { title: t('cli.column.id'), value: (token) => String(token.id), align: 'right', whole: true },
            { title: t('cli.column.name'), value: (token) => token.name },
            { title: t('cli.column.token'), value: (token) => `${token.beginning}…`, whole: true },
            { title: t('cli.column.created'), value: (token) => inLocalTime(token.createdAt), whole: true },
            {
              title: t('cli.column.used'),
              value: ({ lastUsedAt }) => (lastUsedAt === null ? t('cli.tokens.never') : inLocalTime(lastUsedAt)),
              whole: true,
            },
          ],
          tokens,
          width,
        ),
  );
}

/** The token alone is on standard output, so that it can go straight where it is needed. */
async function create({ call, json }: Session, name: string): Promise<Outcome> {
  const created = await call('tokens.create', { name });
  const notices = created.ok && !json ? [t('cli.tokens.once')] : [];
  return { ...outcome(created, ({ token }) => token), notices };
}

async function revoke({ call }: Session, id: number): Promise<Outcome> {
  const result = await call('tokens.revoke', { id });
  // Whoever mistypes the number believes a token to be worth nothing that still opens.
  if (result.ok && !result.value.revoked)
    return { result: fail({ code: 'NOT_FOUND', message: t('cli.tokens.none', { id }), field: 'id' }) };
  return outcome(result, () => t('cli.tokens.revoked'));
}
