import { expect, test } from 'vitest';
import { isPossible, type Marked, markedRows, selectionsOf } from '../../src/renderer/queue/marked.ts';
import type { QueueAction, QueueItem, QueueStatus } from '../../src/shared/queue.ts';
import { queueItem } from './queue-item.ts';

const counts: QueueStatus['counts'] = { pending: 3, sending: 1, failed: 0, held: 0, unknown: 0 };
const all = (state: QueueItem['state'] | 'all', search = '', count = 4): Marked => ({
  kind: 'all',
  filter: { state, search },
  upTo: 9,
  count,
});
const one = (changes: Partial<QueueItem>): Marked => markedRows([queueItem(1, changes)]);

const cases: readonly [possible: boolean, action: QueueAction, what: string, marked: Marked][] = [
  [true, 'send', 'a pending one', one({})],
  [true, 'send', 'a held one', one({ state: 'held' })],
  [true, 'send', 'a failed one', one({ state: 'failed' })],
  [false, 'send', 'one under way', one({ state: 'sending' })],
  [false, 'send', 'an unknown one', one({ state: 'unknown' })],
  [true, 'retry', 'a failed one', one({ state: 'failed' })],
  [true, 'retry', 'one that waits after a failure', one({ waitsFor: 'retry' })],
  [true, 'retry', 'a greylisted one', one({ waitsFor: 'greylisting' })],
  [false, 'retry', 'one that was never tried', one({})],
  [true, 'hold', 'a pending one', one({})],
  [false, 'hold', 'a failed one', one({ state: 'failed' })],
  [true, 'release', 'a held one', one({ state: 'held' })],
  [false, 'release', 'a pending one', one({})],
  [true, 'delete', 'an unknown one', one({ state: 'unknown' })],
  [false, 'delete', 'one under way', one({ state: 'sending' })],
  [true, 'again', 'an unknown one', one({ state: 'unknown' })],
  [false, 'sent', 'a failed one', one({ state: 'failed' })],
  [false, 'delete', 'nothing', markedRows([])],
  [true, 'hold', 'all', all('all')],
  [false, 'release', 'all, none of them held', all('all')],
  [false, 'hold', 'all that failed', all('failed')],
  [true, 'retry', 'all that failed', all('failed')],
  [false, 'retry', 'all that failed, which is none', all('failed', '', 0)],
];

test.each(cases)('possible is %s: %s with %s', (possible, action, _what, marked) => {
  expect(isPossible(action, marked, counts)).toBe(possible);
});

test('a storm’s row counts for all that it stands for', () => {
  expect(one({ state: 'held', similar: 57 }).count).toBe(58);
});

test('more rows than one call takes go in several', () => {
  const marked = markedRows(Array.from({ length: 10_001 }, (_, index) => queueItem(index + 1)));
  expect(selectionsOf(marked).map(({ ids }) => ids.length)).toEqual([10_000, 1]);
});

test.each([
  [all('all'), { ids: 'all', upTo: 9 }],
  [all('failed'), { ids: 'all', state: 'failed', upTo: 9 }],
  [all('held', 'disk'), { ids: 'all', state: 'held', search: 'disk', upTo: 9 }],
])('all that a filter shows is named by the filter, and none that came later', (marked, selection) => {
  expect(selectionsOf(marked)).toEqual([selection]);
});
