import { t } from '../../shared/catalogue/index.ts';
import type { Output } from '../../shared/contract.ts';
import type { QueueSelection } from '../../shared/queue.ts';
import { fail, type Result } from '../../shared/result.ts';
import { confirm } from './confirmation.ts';
import type { Outcome } from './outcome.ts';
import { notInQueue, whatIsMissing } from './queue-missing.ts';
import type { Session } from './session.ts';

export type ChangeName = 'retry' | 'hold' | 'release';

/** Does something to messages, and says to how many it was done. */
export async function changeMessages({ call }: Session, name: ChangeName, selection: QueueSelection): Promise<Outcome> {
  return changedOutcome(await call(`queue.${name}`, selection), name, selection);
}

/** Takes messages out of the queue, when a person on a terminal or `--yes` says so: none that was queued after the question. */
export async function deleteMessages({ call }: Session, selection: QueueSelection, yes: boolean): Promise<Outcome> {
  if (yes) return changedOutcome(await call('queue.delete', selection), 'delete', selection);
  const counted = await call('queue.count', { ...selection, action: 'delete' });
  if (!counted.ok) return { result: fail(counted.error) };
  const { messages: count, newest } = counted.value;
  if (count > 0) {
    const confirmed = await confirm(t('cli.queue.delete', { count }), yes);
    if (!confirmed.ok) return { result: fail(confirmed.error) };
  }
  const asked = { ...selection, upTo: newest };
  return changedOutcome(await call('queue.delete', asked), 'delete', asked);
}

/** Says what became of messages whose outcome nobody knows. */
export async function resolveMessages(
  { call }: Session,
  selection: QueueSelection,
  as: 'sent' | 'again',
): Promise<Outcome> {
  return changedOutcome(await call('queue.resolve', { ...selection, as }), as, selection);
}

/** Fails with NOT_FOUND when the queue has none of the messages that were named; those that it has are dealt with. */
function changedOutcome(
  result: Result<Output<'queue.retry'>>,
  name: ChangeName | 'delete' | 'sent' | 'again',
  selection: QueueSelection,
): Outcome {
  if (!result.ok) return { result };
  const { changed, missing, withoutRecipients = 0 } = result.value;
  const unknown = notInQueue(selection, missing);
  if (unknown !== undefined) return { result: fail(unknown) };
  const lines = [
    ...(changed > 0 ? [t(`cli.queue.done.${name}`, { count: changed })] : []),
    ...(withoutRecipients > 0 ? [t('cli.queue.withoutRecipients', { count: withoutRecipients })] : []),
  ];
  const text = lines.length === 0 ? t(`cli.queue.none.${name}`) : lines.join('\n');
  return { result, text, ...whatIsMissing(missing) };
}
