import { describe, expect, test } from 'vitest';
import type { OpenCircuit } from '../../src/main/queue/store/queue-store-type.ts';
import { ME, noThrottle, OTHER, openStoreUnderTest, START, type StoreUnderTest } from './store-under-test.ts';

const circuit: OpenCircuit = {
  openedAt: new Date(START).toISOString(),
  failure: { code: 'AUTH_REJECTED', message: 'No.' },
  deliveryId: 1,
  settingsDigest: 'digest',
  tries: 1,
  probeAt: START + 30_000,
};
const pause = { by: 'kim', at: new Date(START).toISOString(), why: 'maintenance' };

function enterMany(queue: StoreUnderTest, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => queue.enter(`u${index}@x.test`));
}

describe('a claim', () => {
  test('takes what is due in the order of its time, each message once, as many as are asked for', async () => {
    const queue = await openStoreUnderTest();
    const late = queue.enter('a@x.test', { notBefore: START + 10 });
    const early = queue.enter('b@x.test', { notBefore: START + 5 });
    const notYet = queue.enter('c@x.test', { notBefore: START + 60_000 });
    expect(queue.claimed({ now: START + 10, limit: 1 })).toEqual([early]);
    expect(queue.claimed({ now: START + 10, owner: OTHER })).toEqual([late]);
    expect(queue.claimed({ now: START + 10 })).toEqual([]);
    expect(queue.store.nextDue()).toBe(START + 60_000);
    expect(queue.claimed({ only: [notYet, late, 999] })).toEqual([notYet]);
  });

  test('gives back untouched what is released, but not what was handed over or is another’s', async () => {
    const queue = await openStoreUnderTest();
    const [first = 0, second = 0, third = 0] = enterMany(queue, 3);
    queue.claim({ limit: 2 });
    queue.claim({ owner: OTHER });
    queue.handOver(ME, [first]);
    queue.release(ME, [first, second, third]);
    expect([first, second, third].map((id) => queue.row(id)?.state)).toEqual(['sending', 'pending', 'sending']);
    expect(queue.claim()).toMatchObject([{ deliveryId: second, tries: 0, firstTriedAt: null }]);
  });

  test('takes nothing while paused but what a person sends now', async () => {
    const queue = await openStoreUnderTest();
    const [, second = 0] = enterMany(queue, 3);
    queue.store.pause(pause);
    const throttle = noThrottle;
    expect(queue.claimed()).toEqual([]);
    expect(queue.store.claimProbe({ owner: ME, now: START, leaseUntil: START, throttle })).toBeUndefined();
    expect(queue.claimed({ only: [1, 2, 3] })).toEqual([]);
    queue.store.sendNow([second], START);
    expect(queue.claim()).toMatchObject([{ deliveryId: second, sendNow: true }]);
    expect(queue.store.resume()).toBe(true);
    expect(queue.claimed()).toEqual([1, 3]);
  });

  test('takes nothing while the connection is at fault but one to try it with, and what a person sends now', async () => {
    const queue = await openStoreUnderTest();
    enterMany(queue, 3);
    queue.store.openCircuit(circuit);
    expect(queue.claimed()).toEqual([]);
    const probe = { owner: ME, now: START, leaseUntil: START + 1, throttle: noThrottle };
    expect(queue.store.claimProbe(probe)?.deliveryId).toBe(1);
    queue.store.sendNow([3], START);
    expect(queue.claimed()).toEqual([3]);
    queue.store.closeCircuit();
    expect(queue.claimed()).toEqual([2]);
  });
});

test('a claim has no more of large messages than fits, and leaves the next ones for the next claim, in order', async () => {
  const queue = await openStoreUnderTest();
  const megabytes = [6, 1, 2, 1.5, 0.1, 5, 5];
  const ids = megabytes.map((size, index) =>
    queue.enter(`u${index}@x.test`, { source: Buffer.alloc(size * 1_048_576, 'x') }),
  );
  const claims = [queue.claimed(), queue.claimed(), queue.claimed(), queue.claimed()];
  expect(claims).toEqual([ids.slice(0, 3), ids.slice(3, 5), ids.slice(5, 6), ids.slice(6)]);
  queue.release(ME, ids);
  expect(queue.claimed({ only: ids })).toEqual(ids.slice(0, 3));
});

describe('a message that is handed over', () => {
  test('is refused to whoever has lost it', async () => {
    const queue = await openStoreUnderTest();
    const [first = 0, second = 0] = enterMany(queue, 2);
    queue.claim();
    queue.settle((owner) => owner === ME);
    expect(queue.claimed({ owner: OTHER, limit: 1, now: START + 60_000 })).toEqual([second]);
    expect(queue.handOver(ME, [first, second, 999])).toEqual([first, second, 999]);
    expect(queue.handOver(OTHER, [second])).toEqual([]);
  });
});

describe('the throttle', () => {
  const perMinute = { ...noThrottle, perMinute: 5 };

  /** Claims and hands over all that it may at a time; gives how many. */
  function send(queue: StoreUnderTest, now: number, throttle = perMinute): number {
    const ids = queue.claimed({ now, throttle });
    queue.handOver(ME, ids, now);
    queue.store.end(ids.map((id) => queue.report(id, { next: 'sent' })));
    return ids.length;
  }

  test.each([
    ['minute', { ...noThrottle, perMinute: 5 }, 60_000, 1_000],
    ['hour', { ...noThrottle, perHour: 5 }, 3_600_000, 60_000],
    ['day', { ...noThrottle, perDay: 5 }, 86_400_000, 1_800_000],
  ])('lets no more go in any %s than it may', async (_span, throttle, span, slice) => {
    const queue = await openStoreUnderTest();
    enterMany(queue, 20);
    const at = START - (START % slice) + slice - 1;
    const ids = queue.claimed({ now: at, throttle });
    expect(ids).toHaveLength(5);
    queue.handOver(ME, ids, at);
    expect(queue.claimed({ now: at + span - 1, throttle })).toEqual([]);
    const until = queue.store.throttledUntil(throttle, at);
    expect(until).toBeGreaterThanOrEqual(at + span);
    expect(until).toBeLessThanOrEqual(at + span + slice);
    expect(queue.claimed({ now: until ?? 0, throttle })).toHaveLength(5);
    expect(queue.store.throttledUntil(noThrottle, at)).toBeUndefined();
  });

  test('counts what was given back to nobody, and what is claimed as if it went now, however long it lies', async () => {
    const queue = await openStoreUnderTest();
    enterMany(queue, 20);
    const first = queue.claimed({ throttle: perMinute });
    expect(first).toHaveLength(5);
    expect(queue.claimed({ now: START + 300_000, throttle: perMinute })).toEqual([]);
    queue.release(ME, first.slice(0, 2));
    expect(queue.claimed({ now: START + 300_000, throttle: perMinute })).toEqual(first.slice(0, 2));
  });

  test('frees a message’s place when its minute is over, not earlier and not all at once', async () => {
    const queue = await openStoreUnderTest();
    enterMany(queue, 20);
    const sent = new Map<number, number>();
    for (let second = 0; second < 150; second++) {
      const now = START + second * 1000;
      const ids = queue.claimed({ now, throttle: perMinute, limit: 2 });
      queue.handOver(ME, ids, now);
      sent.set(second, ids.length);
    }
    const within = (from: number) =>
      Array.from({ length: 60 }, (_, index) => sent.get(from + index) ?? 0).reduce((sum, count) => sum + count, 0);
    for (let from = 0; from < 90; from++) expect(within(from)).toBeLessThanOrEqual(5);
    expect([...sent.values()].reduce((sum, count) => sum + count, 0)).toBe(15);
  });

  test('isn’t used up by what was sent while the clock was ahead, and forgets that', async () => {
    const queue = await openStoreUnderTest();
    const perDay = { ...noThrottle, perDay: 2 };
    const year = 365 * 86_400_000;
    enterMany(queue, 5);
    queue.handOver(ME, queue.claimed({ now: START + year, throttle: perDay }), START + year);
    expect(queue.claimed({ now: START + year, throttle: perDay })).toEqual([]);
    expect(queue.store.throttledUntil(perDay, START)).toBeUndefined();
    queue.handOver(ME, queue.claimed({ throttle: perDay }), START);
    expect(queue.store.counts()).toMatchObject({ sending: 4, pending: 1 });
    const latest = queue.database.prepare('SELECT max(starts_at) FROM throttle_counts').pluck().get();
    expect(latest).toBeLessThanOrEqual(START);
    expect(queue.claimed({ throttle: perDay })).toEqual([]);
  });

  test('forgets what no span has in it any more', async () => {
    const queue = await openStoreUnderTest();
    enterMany(queue, 4);
    send(queue, START);
    queue.enter('later@x.test');
    send(queue, START + 2 * 86_400_000);
    const spans = queue.database.prepare('SELECT count(*) FROM throttle_counts').pluck().get();
    expect(spans).toBe(3);
  });
});
