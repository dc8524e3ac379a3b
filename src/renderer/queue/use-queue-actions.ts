import { useState } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import type { Output } from '../../shared/contract.ts';
import type { QueueAction, QueueSelection } from '../../shared/queue.ts';
import type { Failure, Result } from '../../shared/result.ts';
import { bridge } from '../data/call.ts';
import { formatCount } from '../ui/format.ts';
import { type Marked, selectionsOf } from './marked.ts';
import type { Count } from './use-count.ts';

export type QueueActions = {
  readonly busy: boolean;
  /** What the last one came to, in a sentence; empty at first. */
  readonly outcome: string;
  readonly problem: Failure | null;
  /** Does it to what is marked; to no more than a person was asked about. Gives true when nothing went wrong. */
  readonly run: (action: QueueAction, marked: Marked, asked?: Count) => Promise<boolean>;
  /** Gives what went wrong; undefined when the queue is paused. */
  readonly pause: (why: string) => Promise<string | undefined>;
  readonly resume: () => Promise<void>;
  /** Has a message try the failed connection. */
  readonly tryConnection: () => Promise<void>;
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

  const run: QueueActions['run'] = async (action, marked, asked) => {
    let changed = 0;
    let nobody = 0;
    for (const selection of selectionsOf(marked)) {
      const result = await during(() =>
        call(action, asked === undefined ? selection : { ...selection, upTo: asked.newest }),
      );
      if (!result.ok) {
        setProblem(result.error);
        return false;
      }
      changed += result.value.changed;
      nobody += result.value.withoutRecipients ?? 0;
    }
    const meant = asked?.messages ?? (marked.kind === 'rows' ? marked.count : changed);
    setOutcome(outcomeText(action, changed, nobody, meant - changed - nobody));
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
    tryConnection: async () => {
      const result = await during(() => bridge().invoke('queue.probe', {}));
      if (!result.ok) return setProblem(result.error);
      const { tried, circuit } = result.value;
      setOutcome(t(`queue.circuit.${circuit === null ? 'works' : tried ? 'stillFails' : 'nothingWaits'}`));
    },
  };
}

function call(action: QueueAction, selection: QueueSelection): Promise<Result<Output<'queue.retry'>>> {
  const input = { ...selection, ids: selection.ids === 'all' ? ('all' as const) : [...selection.ids] };
  if (action === 'sent' || action === 'again') return bridge().invoke('queue.resolve', { ...input, as: action });
  return bridge().invoke(`queue.${action}`, input);
}

/** Says to how many messages it was done, that nobody would get others, and that the rest was not in a state for it. */
function outcomeText(action: QueueAction, changed: number, nobody: number, others: number): string {
  const all = t(`queue.done.${action}`, { count: changed, total: formatCount(changed) });
  const done =
    nobody > 0 ? t('queue.done.withoutRecipients', { done: all, count: nobody, total: formatCount(nobody) }) : all;
  return others > 0 ? t('queue.done.others', { done, count: others, total: formatCount(others) }) : done;
}
