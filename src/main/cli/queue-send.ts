import { t } from '../../shared/catalogue/index.ts';
import type { Output } from '../../shared/contract.ts';
import type { QueueSelection } from '../../shared/queue.ts';
import { fail, succeed } from '../../shared/result.ts';
import type { Outcome } from './outcome.ts';
import { notInQueue, whatIsMissing } from './queue-missing.ts';
import { runOutcome } from './queue-run.ts';
import type { Session } from './session.ts';

type Counts = Output<'queue.run'>;

/** Of so many it is told what became of each; of more, how many. */
const MOST_TOLD = 50;
/** As many as one call takes. */
const AT_A_TIME = 10_000;

/** Sends messages at once, whether the queue is paused or not, and says what became of each. */
export async function sendMessages(session: Session, selection: QueueSelection): Promise<Outcome> {
  const { call } = session;
  const marked = await call('queue.send', selection);
  if (!marked.ok) return { result: fail(marked.error) };
  const { ids, changed, missing, withoutRecipients = 0 } = marked.value;
  const unknown = notInQueue(selection, missing);
  if (unknown !== undefined) return { result: fail(unknown) };
  if (changed === 0)
    return {
      result: succeed(noneSent),
      text:
        withoutRecipients === 0
          ? t('cli.queue.none.send')
          : t('cli.queue.withoutRecipients', { count: withoutRecipients }),
      ...whatIsMissing(missing),
    };
  let all = noneSent;
  for (let from = 0; from < ids.length; from += AT_A_TIME) {
    const ran = await call('queue.run', { ids: ids.slice(from, from + AT_A_TIME) });
    if (!ran.ok) return { result: ran };
    all = sumOf(all, ran.value);
  }
  const told = [...new Set([...(selection.ids === 'all' ? [] : selection.ids), ...ids])];
  const each = session.json || told.length > MOST_TOLD ? [] : await linesOf(session, told);
  return { ...whatIsMissing(missing), ...(await runOutcome(session, all, each)) };
}

const noneSent: Counts = { sent: 0, failed: 0, unknown: 0, pending: 0 };

function sumOf(one: Counts, other: Counts): Counts {
  return {
    sent: one.sent + other.sent,
    failed: one.failed + other.failed,
    unknown: one.unknown + other.unknown,
    // The last run's: what waits was counted each time.
    pending: other.pending,
  };
}

/** What became of each: what has left is in the log, what hasn't is still in the queue. */
async function linesOf({ call }: Session, ids: readonly number[]): Promise<string[]> {
  const lines: string[] = [];
  for (const id of ids) {
    const waiting = await call('queue.list', { limit: 1, after: id - 1 });
    const item = waiting.ok ? waiting.value.items.find((each) => each.id === id) : undefined;
    const logged = item === undefined ? await call('log.get', { id }) : undefined;
    const state = item?.state ?? (logged?.ok ? logged.value.status : undefined);
    if (state === undefined) {
      lines.push(t('cli.queue.send.gone', { id }));
      continue;
    }
    const said = item ?? (logged?.ok ? { error: logged.value.error, lastReply: logged.value.reply } : undefined);
    lines.push(`${id}  ${[state, said?.error?.message ?? said?.lastReply ?? ''].join('  ').trim()}`);
  }
  return lines;
}
