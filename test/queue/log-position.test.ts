import { expect, test } from 'vitest';
import { createDeliveryLog } from '../../src/main/log/delivery-log.ts';
import { createLogStore } from '../../src/main/log/log-store.ts';
import { openStoreUnderTest, START } from './store-under-test.ts';

const retry = { next: 'pending', dueAt: START + 30_000, waitsFor: 'retry', counts: true } as const;

async function openWithLog() {
  const queue = await openStoreUnderTest();
  const log = createDeliveryLog(createLogStore(queue.database));
  return {
    ...queue,
    rows: () => log.list({}).rows.map(({ id, status, attempts, at }) => ({ id, status, attempts, at })),
  };
}

test('a message that waits is in the log from its first attempt on, and on top again with its outcome', async () => {
  const queue = await openWithLog();
  const [first, second] = [queue.enter('a@x.test'), queue.enter('b@x.test')];
  expect(queue.rows()).toEqual([]);
  queue.claim();
  queue.end(first, retry);
  const [shown] = queue.rows();
  expect(shown).toMatchObject({ id: first, status: 'queued', attempts: 1 });
  queue.end(second, { next: 'sent' });
  queue.claim({ now: START + 30_000 });
  queue.end(first, retry);
  expect(queue.rows()).toMatchObject([
    { id: second, status: 'sent' },
    { id: first, status: 'queued', attempts: 2, at: shown?.at },
  ]);
  queue.claim({ now: START + 30_000 });
  queue.end(first, { next: 'failed' });
  expect(queue.rows()).toMatchObject([
    { id: first, status: 'failed', attempts: 3 },
    { id: second, status: 'sent' },
  ]);
});

test('a message whose process ended is in the log while it waits', async () => {
  const queue = await openWithLog();
  const id = queue.enter('a@x.test');
  queue.claim();
  queue.settle(() => true);
  expect(queue.row(id)).toMatchObject({ state: 'pending' });
  expect(queue.rows()).toMatchObject([{ id, status: 'queued', attempts: 1 }]);
});
