import { describe, expect, test } from 'vitest';
import type { QueueStore } from '../../src/main/queue/store/queue-store-type.ts';
import type { QueueState } from '../../src/shared/queue.ts';
import { ME, openStoreUnderTest, START, type StoreUnderTest } from './store-under-test.ts';

const states = ['pending', 'sending', 'failed', 'held', 'unknown'] as const satisfies readonly QueueState[];

/** One message in each state, to recipients of their own; gives their ids by state. */
function enterOneOfEach(queue: StoreUnderTest): Record<QueueState, number> {
  const [sending, failed, unknown] = ['s', 'f', 'u'].map((name) => queue.enter(`${name}@x.test`));
  queue.claim();
  queue.end(failed ?? 0, { next: 'failed' });
  queue.end(unknown ?? 0, { next: 'unknown' });
  const [pending, held] = ['p', 'h'].map((name) => queue.enter(`${name}@x.test`));
  queue.store.hold([held ?? 0], 'person', START);
  return { pending, sending, failed, held, unknown } as Record<QueueState, number>;
}

type Change = (store: QueueStore, ids: readonly number[]) => number;

describe('what a person does', () => {
  test.each<[what: string, change: Change, to: Partial<Record<QueueState, string | undefined>>]>([
    ['send now', (store, ids) => store.sendNow(ids, START), { pending: 'pending', held: 'pending', failed: 'pending' }],
    ['retry', (store, ids) => store.retry(ids, START), { failed: 'pending' }],
    ['hold', (store, ids) => store.hold(ids, 'person', START), { pending: 'held' }],
    ['release', (store, ids) => store.releaseHeld(ids, START), { held: 'pending' }],
    [
      'delete',
      (store, ids) => store.remove(ids, 'deleted', START),
      { pending: undefined, failed: undefined, held: undefined, unknown: undefined },
    ],
    ['mark as sent', (store, ids) => store.markSent(ids, 'marked', START), { unknown: undefined }],
    ['send again', (store, ids) => store.sendAgain(ids, START), { unknown: 'pending' }],
  ])('to %s changes messages in a state for it, and no others', async (_what, change, to) => {
    const queue = await openStoreUnderTest();
    const ids = enterOneOfEach(queue);
    expect(change(queue.store, [...Object.values(ids), 9999])).toBe(Object.keys(to).length);
    for (const state of states) expect(queue.row(ids[state])?.state, state).toBe(state in to ? to[state] : state);
  });

  test('stands in the log for what was taken out: cancelled, or what it was before', async () => {
    const queue = await openStoreUnderTest();
    const ids = enterOneOfEach(queue);
    queue.store.remove(Object.values(ids), 'Deleted by kim.', START);
    expect(states.map((state) => queue.delivery(ids[state]).status)).toEqual([
      'cancelled',
      'queued',
      'failed',
      'cancelled',
      'unknown',
    ]);
    expect(queue.delivery(ids.pending)).toMatchObject({
      note: 'Deleted by kim.',
      logged_at: new Date(START).toISOString(),
    });
    expect(queue.delivery(ids.sending).note).toBeNull();
  });

  test('of a message whose outcome is unknown is told with it', async () => {
    const queue = await openStoreUnderTest();
    const { unknown } = enterOneOfEach(queue);
    queue.store.markSent([unknown], 'Marked as sent by kim.', START);
    expect(queue.delivery(unknown)).toMatchObject({ status: 'sent', note: 'Marked as sent by kim.', error: null });
  });

  test('lets one that waits after a failure begin anew, but not one that waits for its time', async () => {
    const queue = await openStoreUnderTest();
    const failedOnce = queue.enter();
    queue.claim();
    queue.end(
      failedOnce,
      { next: 'pending', dueAt: START + 3_600_000, waitsFor: 'retry', counts: true },
      { open: ['pat@example.org'] },
    );
    const scheduled = queue.enter('later@x.test', { notBefore: START + 60_000 });
    expect(queue.store.retry([failedOnce, scheduled], START)).toBe(1);
    expect(queue.claim()).toMatchObject([{ deliveryId: failedOnce, tries: 0, firstTriedAt: null }]);
  });

  test('keeps the time that a held message was to wait for', async () => {
    const queue = await openStoreUnderTest();
    const id = queue.enter('pat@example.org', { notBefore: START + 60_000 });
    queue.store.hold([id], 'person', START);
    expect(queue.claimed({ now: START + 60_000 })).toEqual([]);
    queue.store.releaseHeld([id], START);
    expect(queue.claimed({ now: START + 59_999 })).toEqual([]);
    expect(queue.claimed({ now: START + 60_000 })).toEqual([id]);
  });

  test('and holding one that waits behind another gives it its turn again when it is released', async () => {
    const queue = await openStoreUnderTest();
    const [first, second] = [queue.enter(), queue.enter()];
    queue.claim({ limit: 1 });
    expect(queue.claimed()).toEqual([]);
    queue.store.hold([second], 'person', START);
    queue.end(first);
    queue.store.releaseHeld([second], START);
    expect(queue.claimed({ owner: ME })).toEqual([second]);
  });
});

test('failed messages are put away when they are old, and the log keeps them', async () => {
  const queue = await openStoreUnderTest();
  const [old, young] = [queue.enter('a@x.test'), queue.enter('b@x.test')];
  queue.claim();
  queue.end(old, { next: 'failed' }, { now: START });
  queue.end(young, { next: 'failed' }, { now: START + 10 });
  expect(queue.store.prune(START + 10)).toBe(1);
  expect(queue.store.list({ after: 0, limit: 9 }).map((item) => item.id)).toEqual([young]);
  expect(queue.delivery(old).status).toBe('failed');
});
