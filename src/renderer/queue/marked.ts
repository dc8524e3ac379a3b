import type { QueueItem, QueueSelection, QueueState, QueueStatus } from '../../shared/queue.ts';
import { filterInput, type QueueFilter } from './use-queue-rows.ts';

/** What a person can have done to messages. */
export type QueueAction = 'send' | 'retry' | 'hold' | 'release' | 'delete' | 'sent' | 'again';

/** The states in which each can be done. */
export const possibleIn: Readonly<Record<QueueAction, readonly QueueState[]>> = {
  send: ['pending', 'failed', 'held'],
  retry: ['pending', 'failed'],
  hold: ['pending'],
  release: ['held'],
  delete: ['pending', 'failed', 'held', 'unknown'],
  sent: ['unknown'],
  again: ['unknown'],
};

/** The most ids that one call takes. */
const MOST_IDS = 10_000;

/** What a command is for: the rows that are marked, or all that the filter shows, read or not. `count` is of messages: a storm's row is many. */
export type Marked =
  | { readonly kind: 'rows'; readonly items: readonly QueueItem[]; readonly count: number }
  | { readonly kind: 'all'; readonly filter: QueueFilter; readonly count: number };

/** Gives what it is to mark rows. */
export function markedRows(items: readonly QueueItem[]): Marked {
  return { kind: 'rows', items, count: items.reduce((sum, { similar }) => sum + 1 + similar, 0) };
}

/** Gives what is marked as operations take it, in as many calls as it needs. */
export function selectionsOf(marked: Marked): readonly QueueSelection[] {
  if (marked.kind === 'all') return [{ ids: 'all', ...filterInput(marked.filter) }];
  const ids = marked.items.map(({ id }) => id);
  const calls: QueueSelection[] = [];
  for (let from = 0; from < ids.length; from += MOST_IDS) calls.push({ ids: ids.slice(from, from + MOST_IDS) });
  return calls;
}

/** True when what is marked has a message that the action is possible for, or may have. */
export function isPossible(action: QueueAction, marked: Marked, counts: QueueStatus['counts'] | undefined): boolean {
  const states = possibleIn[action];
  if (marked.kind === 'rows') return narrowed(action, marked).count > 0;
  const { state } = marked.filter;
  if (state !== 'all') return marked.count > 0 && states.includes(state);
  return states.some((each) => (counts?.[each] ?? 0) > 0);
}

/** Leaves out the marked rows that it can't be done to. */
export function narrowed(action: QueueAction, marked: Marked): Marked {
  if (marked.kind === 'all') return marked;
  // There is nothing to try again of what has never been tried.
  const isPossibleFor = ({ state, waitsFor }: QueueItem) =>
    possibleIn[action].includes(state) &&
    (action !== 'retry' || state !== 'pending' || waitsFor === 'retry' || waitsFor === 'greylisting');
  return markedRows(marked.items.filter(isPossibleFor));
}
