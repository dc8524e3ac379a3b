import {
  isPossibleFor,
  possibleIn,
  type QueueAction,
  type QueueItem,
  type QueueSelection,
  type QueueStatus,
} from '../../shared/queue.ts';
import { filterInput, type QueueFilter } from './use-queue-rows.ts';

/** The most ids that one call takes. */
const MOST_IDS = 10_000;

/**
 * What a command is for: the rows that are marked, or all that the filter showed when they were, read or not: none that was
 * queued after `upTo`. `count` is of messages: a storm's row is many.
 */
export type Marked =
  | { readonly kind: 'rows'; readonly items: readonly QueueItem[]; readonly count: number }
  | { readonly kind: 'all'; readonly filter: QueueFilter; readonly upTo: number; readonly count: number };

/** Gives what it is to mark rows. */
export function markedRows(items: readonly QueueItem[]): Marked {
  return { kind: 'rows', items, count: items.reduce((sum, { similar }) => sum + 1 + similar, 0) };
}

/** Gives what is marked as operations take it, in as many calls as it needs. */
export function selectionsOf(marked: Marked): readonly QueueSelection[] {
  if (marked.kind === 'all') return [{ ids: 'all', ...filterInput(marked.filter), upTo: marked.upTo }];
  const ids = marked.items.map(({ id }) => id);
  const calls: QueueSelection[] = [];
  for (let from = 0; from < ids.length; from += MOST_IDS) calls.push({ ids: ids.slice(from, from + MOST_IDS) });
  return calls;
}

/** True when what is marked has a message that the action is possible for, or may have. */
export function isPossible(action: QueueAction, marked: Marked, counts: QueueStatus['counts'] | undefined): boolean {
  if (marked.kind === 'rows') return marked.items.some((item) => isPossibleFor(action, item));
  const states = possibleIn[action];
  const { state } = marked.filter;
  if (state !== 'all') return marked.count > 0 && states.includes(state);
  return states.some((each) => (counts?.[each] ?? 0) > 0);
}
