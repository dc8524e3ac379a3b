import { expect, it } from 'vitest';
import { createAccess } from '../../src/main/serve/access.ts';

it('each start has 256 bits of its own', () => {
  const [first, second] = [createAccess(1), createAccess(1)];
  const secrets = [first.token, first.cookie.value, second.token, second.cookie.value];
  expect(new Set(secrets).size).toBe(4);
  for (const secret of secrets) expect(secret).toMatch(/^[0-9a-f]{64}$/);
});

it('a code lasts for two minutes', () => {
  let now = 0;
  const access = createAccess(1, () => now);
  const taken: string[] = [];
  const [early, late] = [access.issueCode(() => taken.push('early')), access.issueCode(() => taken.push('late'))];
  now = 120_000;
  expect(access.takeCode(early)).toBe(true);
  now = 120_001;
  expect(access.takeCode(late)).toBe(false);
  expect(taken).toEqual(['early']);
});

it.each([undefined, '', 'x', '0'.repeat(64)])('%j is neither token nor cookie nor code', (given) => {
  const access = createAccess(1);
  access.issueCode();
  expect([access.isToken(given), access.isCookie(given), access.takeCode(given)]).toEqual([false, false, false]);
});
