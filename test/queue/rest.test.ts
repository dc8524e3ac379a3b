import { expect, test } from 'vitest';
import { createRest } from '../../src/main/queue/worker/rest.ts';

test('what failed at the same time counts once, each later failure makes the rest longer, and a success ends it', () => {
  let at = 5;
  const rest = createRest(() => at);
  expect([rest.leftMs(), rest.failures(), rest.isProven()]).toEqual([0, 0, false]);
  rest.failed();
  at += 300;
  rest.failed();
  expect([rest.leftMs(), rest.failures()]).toEqual([1_000, 1]);
  at += 1_000;
  expect(rest.leftMs()).toBe(0);
  rest.failed();
  expect([rest.leftMs(), rest.failures()]).toEqual([2_000, 2]);
  rest.end();
  expect([rest.leftMs(), rest.failures()]).toEqual([0, 2]);
  rest.failed();
  rest.worked();
  expect([rest.leftMs(), rest.failures(), rest.isProven()]).toEqual([0, 0, true]);
  rest.doubt();
  expect([rest.leftMs(), rest.isProven()]).toEqual([0, false]);
});
