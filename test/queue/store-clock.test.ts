import { expect, test } from 'vitest';
import { longestWaits } from '../../src/main/queue/policy.ts';
import type { WaitReason } from '../../src/shared/queue.ts';
import { startSmtpServer } from '../servers/smtp-server.ts';
import { openQueueUnderTest } from './queue-under-test.ts';
import { openStoreUnderTest, START, type StoreUnderTest } from './store-under-test.ts';

const SECOND = 1000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A time that the clock showed before it was put back. */
const AHEAD = START + 365 * DAY;
const longest = longestWaits({ retryFirst: 30, retryMost: 600 });

function shown(queue: StoreUnderTest): readonly (string | null)[] {
  return queue.store.list({ after: 0, limit: 10 }).map(({ nextAttemptAt }) => nextAttemptAt);
}

const iso = (time: number) => new Date(time).toISOString();

test('what was queued to be sent at once while the clock was ahead is due when it is put back, in its order', async () => {
  const queue = await openStoreUnderTest();
  const ids = ['a', 'b', 'c'].map((name) => queue.enter(`${name}@x.test`, {}, AHEAD));
  const later = queue.enter('later@x.test', { notBefore: START + HOUR });
  const [sentNow = 0, ...others] = ids;
  queue.store.sendNow([sentNow], AHEAD);
  expect(queue.claimed()).toEqual([]);
  expect(queue.store.mendTimes(START, longest)).toBe(3);
  expect(shown(queue)).toEqual([START, START, START, START + HOUR].map(iso));
  expect(queue.claimed()).toEqual([sentNow, ...others]);
  expect(queue.store.mendTimes(START, longest)).toBe(0);
  expect(queue.row(later)).toMatchObject({ due_at: START + HOUR, waits_for: 'schedule' });
});

test('those that wait behind one another for a recipient are due as soon as it is their turn', async () => {
  const queue = await openStoreUnderTest();
  const [first = 0, second = 0, third = 0] = [1, 2, 3].map(() => queue.enter('pat@x.test', {}, AHEAD));
  expect(queue.claimed({ limit: 1, now: AHEAD })).toEqual([first]);
  expect(queue.claimed({ now: AHEAD })).toEqual([]);
  queue.store.hold([third], 'person', START);
  queue.store.releaseHeld([third], START);
  queue.end(first);
  expect(queue.claimed({ now: START + SECOND })).toEqual([second]);
  expect(queue.store.mendTimes(START + SECOND, longest)).toBe(1);
  expect(queue.row(third)).toMatchObject({ due_at: START + SECOND, waits_for: null });
});

test.each<[waitsFor: WaitReason, dueAt: number, mended: number]>([
  ['retry', AHEAD, START + longest.retryMs],
  ['retry', START + longest.retryMs, START + longest.retryMs],
  ['retry', START + 20 * SECOND, START + 20 * SECOND],
  ['greylisting', AHEAD, START + longest.greylistingMs],
  ['greylisting', START + HOUR, START + HOUR],
])('one that waits for %s is tried again when that can be at the latest (%d)', async (waitsFor, dueAt, mended) => {
  const queue = await openStoreUnderTest();
  const id = queue.enter();
  queue.claim();
  queue.end(id, { next: 'pending', dueAt, waitsFor, counts: true });
  queue.store.mendTimes(START, longest);
  expect(queue.row(id)).toMatchObject({ due_at: mended, waits_for: waitsFor });
  expect(shown(queue)).toEqual([iso(mended)]);
});

test('the longest waits are those that the policy comes to', () => {
  expect(longestWaits({ retryFirst: 30, retryMost: 600 })).toEqual({ retryMs: 720_000, greylistingMs: 3_960_000 });
});

test('what has to be mended is found without reading the messages that wait for a later time', async () => {
  const queue = await openStoreUnderTest();
  const plans: string[] = [];
  const explained = queue.database.prepare<[], { detail: string }>(
    `EXPLAIN QUERY PLAN SELECT EXISTS (SELECT 1 FROM queue INDEXED BY queue_due
       WHERE state = 'pending' AND due_at > 1 AND waits_for IS NULL)`,
  );
  for (const { detail } of explained.all()) plans.push(detail);
  expect(plans.join()).toContain('COVERING INDEX queue_due');
});

test('a run sends what was queued while the clock was ahead', async ({ onTestFinished }) => {
  const server = await startSmtpServer();
  onTestFinished(server.close);
  const queue = await openQueueUnderTest(server.port);
  const id = queue.enter('to@x.test');
  queue.database.prepare('UPDATE queue SET due_at = due_at + ?, place = place + ?').run(365 * DAY, 365 * DAY);
  expect(await queue.service.run({})).toMatchObject({ sent: 1, pending: 0 });
  expect([queue.item(id), queue.bugs]).toEqual([undefined, []]);
});
