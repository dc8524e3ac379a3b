import type { Delivery, RecipientResult } from '../../shared/delivery.ts';

/**
 * Gives what came of each recipient over all attempts: the server's last word. A later attempt asks only about those that an
 * earlier one left open, and one that broke off says nothing about whom it never named.
 */
export function recipientResults({
  recipients,
  attemptList,
}: Pick<Delivery, 'recipients' | 'attemptList'>): readonly RecipientResult[] {
  const known = new Map<string, RecipientResult>(
    recipients.map((address) => [address, { address, status: 'not-tried', reply: null }]),
  );
  for (const result of attemptList.flatMap((attempt) => attempt.recipients)) {
    if (result.status !== 'not-tried' || !known.has(result.address)) known.set(result.address, result);
  }
  return [...known.values()];
}
