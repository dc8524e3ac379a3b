import { describe, expect, test } from 'vitest';
import type { OpenCircuit } from '../../src/main/queue/queue-store-type.ts';
import { ME, noThrottle, OTHER, openStoreUnderTest, reportOf, START, type StoreUnderTest } from './store-under-test.ts';

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
    queue.store.handOver(ME, [first], START);
    queue.store.release(ME, [first, second, third]);
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
    expect(queue.store.nextDue('send-now')).toBeUndefined();
    queue.store.sendNow([second], START);
    expect(queue.store.nextDue('send-now')).toBe(START);
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

describe('a message that is handed over', () => {
  test('is refused to whoever has lost it', async () => {
    const queue = await openStoreUnderTest();
    const [first = 0, second = 0] = enterMany(queue, 2);
    queue.claim();
    queue.store.settle(START, (owner) => owner === ME, false);
    expect(queue.claimed({ owner: OTHER, limit: 1 })).toEqual([first]);
    expect(queue.store.handOver(ME, [first, second, 999], START)).toEqual([first, second, 999]);
    expect(queue.store.handOver(OTHER, [first], START)).toEqual([]);
  });
});

describe('the throttle', () => {
  const perMinute = { ...noThrottle, perMinute: 5 };

  /** Claims and hands over all that it may at a time; gives how many. */
  function send(queue: StoreUnderTest, now: number, throttle = perMinute): number {
    const ids = queue.claimed({ now, throttle });
    queue.store.handOver(ME, ids, now);
    queue.store.end(ids.map((id) => reportOf(id, { next: 'sent' })));
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
    queue.store.handOver(ME, ids, at);
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
    queue.store.release(ME, first.slice(0, 2));
    expect(queue.claimed({ now: START + 300_000, throttle: perMinute })).toEqual(first.slice(0, 2));
  });

  test('frees a message’s place when its minute is over, not earlier and not all at once', async () => {
    const queue = await openStoreUnderTest();
    enterMany(queue, 20);
    const sent = new Map<number, number>();
    for (let second = 0; second < 150; second++) {
      const now = START + second * 1000;
      const ids = queue.claimed({ now, throttle: perMinute, limit: 2 });
      queue.store.handOver(ME, ids, now);
      sent.set(second, ids.length);
    }
    const within = (from: number) =>
      Array.from({ length: 60 }, (_, index) => sent.get(from + index) ?? 0).reduce((sum, count) => sum + count, 0);
    for (let from = 0; from < 90; from++) expect(within(from)).toBeLessThanOrEqual(5);
    expect([...sent.values()].reduce((sum, count) => sum + count, 0)).toBe(15);
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
