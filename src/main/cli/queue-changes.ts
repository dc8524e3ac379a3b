import { t } from '../../shared/catalogue/index.ts';
import type { QueueSelection } from '../../shared/queue.ts';
import { fail, type Result } from '../../shared/result.ts';
import { confirm } from './confirmation.ts';
import { type Outcome, outcome } from './outcome.ts';
import type { Session } from './session.ts';

export type ChangeName = 'retry' | 'hold' | 'release';

/** Does something to messages, and says to how many it was done. */
export async function changeMessages({ call }: Session, name: ChangeName, selection: QueueSelection): Promise<Outcome> {
  return changedOutcome(await call(`queue.${name}`, selection), name);
}

/** Takes messages out of the queue, when a person on a terminal or `--yes` says so. */
export async function deleteMessages(session: Session, selection: QueueSelection, yes: boolean): Promise<Outcome> {
  const counted = yes ? undefined : await countOf(session, selection);
  if (counted?.ok === false) return { result: counted };
  const confirmed = await confirm(t('cli.queue.delete', { count: counted?.value ?? 0 }), yes);
  if (!confirmed.ok) return { result: fail(confirmed.error) };
  return changedOutcome(await session.call('queue.delete', selection), 'delete');
}

/** Says what became of messages whose outcome nobody knows. */
export async function resolveMessages(
  { call }: Session,
  selection: QueueSelection,
  as: 'sent' | 'again',
): Promise<Outcome> {
  return changedOutcome(await call('queue.resolve', { ...selection, as }), as);
}

/** How many messages a selection names. */
async function countOf({ call }: Session, { ids, state, search }: QueueSelection): Promise<Result<number>> {
  if (ids !== 'all') return { ok: true, value: ids.length };
  const listed = await call('queue.list', {
    limit: 1,
    ...(state === undefined ? {} : { state }),
    ...(search === undefined ? {} : { search }),
  });
  return listed.ok ? { ok: true, value: listed.value.total } : fail(listed.error);
}

function changedOutcome(result: Result<{ changed: number }>, name: ChangeName | 'delete' | 'sent' | 'again'): Outcome {
  return outcome(result, ({ changed }) =>
    changed === 0 ? t(`cli.queue.none.${name}`) : t(`cli.queue.done.${name}`, { count: changed }),
  );
}
