import { expect, test } from 'vitest';
import { columnsThatFit, type GridColumn, templateOf } from '../../src/renderer/ui/grid/columns.ts';
import {
  indexAfter,
  nothingSelected,
  selectAll,
  selectOne,
  selectTo,
  toggle,
} from '../../src/renderer/ui/grid/selection.ts';

const column = (id: string, width: number, rank: number, grow?: number): GridColumn<string> => ({
  id,
  label: id,
  width,
  rank,
  text: (row) => row,
  ...(grow === undefined ? {} : { grow }),
});
const columns = [column('time', 100, 0), column('kind', 50, 2), column('to', 150, 0, 1), column('size', 60, 1)];

test.each([
  [400, ['time', 'kind', 'to', 'size']],
  [360, ['time', 'kind', 'to', 'size']],
  [359, ['time', 'to', 'size']],
  [300, ['time', 'to']],
  [10, ['time', 'to']],
])('at %i pixels these columns are shown: %j', (width, ids) => {
  expect(columnsThatFit(columns, width).map(({ id }) => id)).toEqual(ids);
});

test('columns that grow share what is left over', () => {
  expect(templateOf(columns)).toBe('100px 50px minmax(150px, 1fr) 60px');
});

test.each([
  ['ArrowDown', 3, 4],
  ['ArrowDown', 9, 9],
  ['ArrowDown', -1, 0],
  ['ArrowUp', 3, 2],
  ['ArrowUp', 0, 0],
  ['ArrowUp', -1, 0],
  ['PageDown', 3, 8],
  ['PageDown', 8, 9],
  ['PageUp', 3, 0],
  ['Home', 3, 0],
  ['End', 3, 9],
  ['Enter', 3, undefined],
])('%s at row %i of ten goes to %s', (key, from, to) => {
  expect(indexAfter(key, from, 10, 5)).toBe(to);
});

test('a range goes from where it began, and starts anew when that row is gone', () => {
  const rows = [5, 4, 3, 2, 1].map((id) => ({ id }));
  const range = selectTo(selectTo(selectOne(4), 2, rows), 3, rows);
  expect([...range.ids]).toEqual([4, 3]);
  expect([...selectTo(selectOne(9), 2, rows).ids]).toEqual([2]);
  expect([...toggle(range, 3).ids]).toEqual([4]);
  expect([...toggle(range, 1).ids]).toEqual([4, 3, 1]);
  expect(selectAll(nothingSelected, rows).ids.size).toBe(5);
});
