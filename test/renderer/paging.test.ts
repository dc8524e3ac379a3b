import { expect, test } from 'vitest';
import { type LogPage, withNewestPage } from '../../src/renderer/log/paging.ts';

/** A row is known by its id; one that something has come of anew has another time: `[id, at]`. */
const page = (rows: readonly (number | [id: number, at: string])[], next: number | null): LogPage => ({
  rows: rows.map((row) => {
    const [id, at] = typeof row === 'number' ? [row, 'then'] : row;
    return { id, at } as LogPage['rows'][number];
  }),
  next,
});
const pages = (...all: LogPage[]) => ({ pages: all, pageParams: all.map(() => undefined) });

const cases: readonly [what: string, known: LogPage[], newest: LogPage, ids: number[], next: number | null][] = [
  ['nothing was there', [page([], null)], page([2, 1], null), [2, 1], null],
  [
    'new rows come in on top',
    [page([5, 4, 3], 3), page([2, 1], null)],
    page([7, 6, 5], 5),
    [7, 6, 5, 4, 3, 2, 1],
    null,
  ],
  ['what is below stays to be read on', [page([5, 4], 4)], page([6, 5], 5), [6, 5, 4], 4],
  ['a row that is gone from the newest page goes', [page([5, 4, 3], 3)], page([5, 3], 3), [5, 3], 3],
  ['the newest page is all there is', [page([5, 4, 3], null)], page([5], null), [5], null],
  ['a gap would open, so the rest is read again', [page([5, 4], 4)], page([9, 8], 8), [9, 8], 8],
  ['a row moves up', [page([5, 4, 3], 3), page([2, 1], null)], page([[2, 'now'], 5, 4], 4), [2, 5, 4, 3, 1], null],
  [
    'a row has moved up to the end of the newest page, so that there would be a gap',
    [page([5, 4, 3], 3), page([2, 1], null)],
    page([9, 8, [3, 'now']], 3),
    [9, 8, 3],
    3,
  ],
  ['rows are in the order of their outcomes', [page([2, 7, 3], 3)], page([9, 2, 7], 7), [9, 2, 7, 3], 3],
  ['nothing is left', [page([5, 4], null)], page([], null), [], null],
];

test.each(cases)('the newest page of the log: %s', (_what, known, newest, ids, next) => {
  const merged = withNewestPage(pages(...known), newest);
  expect(merged.pages.flatMap(({ rows }) => rows.map(({ id }) => id))).toEqual(ids);
  expect(merged.pages.at(-1)?.next).toBe(next);
  expect(merged.pageParams).toHaveLength(merged.pages.length);
});
