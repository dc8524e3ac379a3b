import { expect, it } from 'vitest';
import { createRateLimit } from '../../src/main/serve/rate-limit.ts';

it('takes so many calls in any span, and says when the next one is taken', () => {
  let now = 0;
  const limit = createRateLimit(2, 60_000, () => now);
  expect(limit.take('a')).toBe(0);
  now = 30_000;
  expect(limit.take('a')).toBe(0);
  expect(limit.take('a')).toBe(30);
  now = 59_999;
  expect(limit.take('a')).toBe(1);
  now = 60_000;
  expect(limit.take('a')).toBe(0);
  expect(limit.take('a')).toBe(30);
});

it('a call that is refused doesn’t count, and each key counts for itself', () => {
  let now = 0;
  const limit = createRateLimit(1, 1_000, () => now);
  expect(limit.take('a')).toBe(0);
  for (let call = 0; call < 5; call++) expect(limit.take('a')).toBe(1);
  expect(limit.take('b')).toBe(0);
  now = 1_000;
  expect([limit.take('a'), limit.take('b')]).toEqual([0, 0]);
});
