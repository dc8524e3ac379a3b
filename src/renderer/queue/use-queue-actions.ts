import { useState } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import type { Circuit, QueueSelection } from '../../shared/queue.ts';
import { type Failure, fail, type Result, succeed } from '../../shared/result.ts';
import { bridge } from '../data/call.ts';
import { formatCount } from '../ui/format.ts';
import { type Marked, type QueueAction, selectionsOf } from './marked.ts';

export type QueueActions = {
  readonly busy: boolean;
  /** What the last one came to, in a sentence; empty at first. */
  readonly outcome: string;
  readonly problem: Failure | null;
  /** Does it to what is marked. Gives true when nothing went wrong. */
  readonly run: (action: QueueAction, marked: Marked) => Promise<boolean>;
  /** Gives what went wrong; undefined when the queue is paused. */
  readonly pause: (why: string) => Promise<string | undefined>;
  readonly resume: () => Promise<void>;
  /** Has a message try the failed connection. */
  readonly tryConnection: (circuit: Circuit) => Promise<void>;
};

/** What a person can have done in the queue, and what became of it. */
export function useQueueActions(): QueueActions {
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState('');
  const [problem, setProblem] = useState<Failure | null>(null);

  const during = async <T>(work: () => Promise<Result<T>>): Promise<Result<T>> => {
    setBusy(true);
    setOutcome('');
    setProblem(null);
    const result = await work();
    setBusy(false);
    return result;
  };

  const run = async (action: QueueAction, marked: Marked) => {
    let changed = 0;
    for (const selection of selectionsOf(marked)) {
      const result = await during(() => call(action, selection));
      if (!result.ok) {
        setProblem(result.error);
        return false;
      }
      changed += result.value.changed;
    }
    setOutcome(outcomeText(action, changed, marked));
    return true;
  };

  return {
    busy,
    outcome,
    problem,
    run,
    pause: async (why) => {
      const result = await during(() => bridge().invoke('queue.pause', { why }));
      if (!result.ok) return result.error.message;
      const { underWay } = result.value;
      if (underWay > 0) setOutcome(t('queue.pause.underWay', { count: underWay, total: formatCount(underWay) }));
      return undefined;
    },
    resume: async () => {
      const result = await during(() => bridge().invoke('queue.resume', {}));
      if (!result.ok) setProblem(result.error);
    },
    tryConnection: async (circuit) => {
      const result = await during(() => tryWithOne(circuit));
      if (result.ok) setOutcome(t(`queue.circuit.${result.value}`));
      else setProblem(result.error);
    },
  };
}

/** Sends one message, that which met the failure if it still waits, and looks whether the connection works now. */
async function tryWithOne({ deliveryId }: Circuit): Promise<Result<'works' | 'stillFails' | 'nothingWaits'>> {
  const first = await bridge().invoke('queue.list', { limit: 1, state: 'pending', after: deliveryId - 1 });
  if (!first.ok) return fail(first.error);
  const any =
    first.value.items.length > 0 ? first : await bridge().invoke('queue.list', { limit: 1, state: 'pending' });
  if (!any.ok) return fail(any.error);
  const [item] = any.value.items;
  if (item === undefined) return succeed('nothingWaits');
  const run = await bridge().invoke('queue.run', { ids: [item.id] });
  if (!run.ok) return fail(run.error);
  const status = await bridge().invoke('queue.status', {});
  return status.ok ? succeed(status.value.circuit === null ? 'works' : 'stillFails') : fail(status.error);
}

function call(action: QueueAction, selection: QueueSelection): Promise<Result<{ changed: number }>> {
  const input = { ...selection, ids: selection.ids === 'all' ? ('all' as const) : [...selection.ids] };
  if (action === 'sent' || action === 'again') return bridge().invoke('queue.resolve', { ...input, as: action });
  return bridge().invoke(`queue.${action}`, input);
}

/** Says to how many messages it was done, and that the others were not in a state for it. */
function outcomeText(action: QueueAction, changed: number, marked: Marked): string {
  const done = t(`queue.done.${action}`, { count: changed, total: formatCount(changed) });
  const others = marked.kind === 'rows' ? marked.count - changed : 0;
  return others > 0 ? t('queue.done.others', { done, count: others, total: formatCount(others) }) : done;
}
