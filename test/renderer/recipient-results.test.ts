import { expect, test } from 'vitest';
import { recipientResults } from '../../src/renderer/log/recipient-results.ts';
import type { Attempt, RecipientResult } from '../../src/shared/delivery.ts';

const result = (address: string, status: RecipientResult['status'], reply: string | null = null) => ({
  address,
  status,
  reply,
});
const attempt = (...recipients: RecipientResult[]) => ({ recipients }) as unknown as Attempt;

const cases: readonly [what: string, attempts: readonly Attempt[], results: readonly RecipientResult[]][] = [
  ['nothing was tried', [], [result('a', 'not-tried'), result('b', 'not-tried')]],
  [
    'a later attempt asks only about those that are left',
    [
      attempt(result('a', 'accepted', '250'), result('b', 'rejected', '451')),
      attempt(result('b', 'accepted', '250 later')),
    ],
    [result('a', 'accepted', '250'), result('b', 'accepted', '250 later')],
  ],
  [
    'an attempt that broke off takes nothing back',
    [attempt(result('a', 'rejected', '451'), result('b', 'rejected', '452')), attempt(result('b', 'not-tried'))],
    [result('a', 'rejected', '451'), result('b', 'rejected', '452')],
  ],
];

test.each(cases)('each recipient has the server’s last word: %s', (_what, attemptList, results) => {
  expect(recipientResults({ recipients: ['a', 'b'], attemptList: [...attemptList] })).toEqual(results);
});
