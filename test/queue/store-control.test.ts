import { expect, test } from 'vitest';
import { createQueueStore } from '../../src/main/queue/store/queue-store.ts';
import { openDatabase } from '../../src/main/store/database.ts';
import { expectValue } from '../app-under-test.ts';
import { ME, OTHER, openStoreUnderTest, START } from './store-under-test.ts';

const nobody = () => false;

test('a pause says who, when and why, to every process, and the first one stands', async () => {
  const { store, dataFolder } = await openStoreUnderTest();
  const pause = { by: 'kim', at: '2026-11-22T12:00:00.000Z', why: 'the server moves' };
  expect([store.paused(), store.resume()]).toEqual([undefined, false]);
  store.pause(pause);
  store.pause({ ...pause, by: 'lee' });
  const other = expectValue(openDatabase(dataFolder));
  expect(createQueueStore(other).paused()).toEqual(pause);
  expect(createQueueStore(other).resume()).toBe(true);
  other.close();
  expect(store.paused()).toBeUndefined();
});

test('an open circuit is told as it was opened last, until it is closed', async () => {
  const { store } = await openStoreUnderTest();
  const circuit = {
    openedAt: '2026-11-22T12:00:00.000Z',
    failure: { code: 'CERTIFICATE_EXPIRED', message: 'Expired.' },
    deliveryId: 7,
    settingsDigest: 'digest',
    tries: 1,
    probeAt: START,
  } as const;
  expect([store.circuit(), store.closeCircuit()]).toEqual([undefined, false]);
  store.openCircuit(circuit);
  store.openCircuit({ ...circuit, tries: 2, probeAt: START + 60_000 });
  expect(store.circuit()).toEqual({ ...circuit, tries: 2, probeAt: START + 60_000 });
  expect([store.closeCircuit(), store.circuit()]).toEqual([true, undefined]);
});

test('connections are shared by all processes, and those of one that is gone are free again', async () => {
  const { store } = await openStoreUnderTest();
  const take = (owner: string, slots = 2, isGone: (owner: string) => boolean = nobody) =>
    store.takeSlot(owner, slots, START + 60_000, isGone);
  expect([take(ME), take(OTHER), take(ME)]).toEqual([0, 1, undefined]);
  expect(take(ME, 3)).toBe(2);
  store.freeSlot(ME, 1);
  expect(take(ME), 'another’s is not freed').toBeUndefined();
  store.freeSlot(ME, 0);
  expect(take(OTHER), 'two are taken, the second and one that fewer allow no more').toBeUndefined();
  expect(take(OTHER, 2, (owner) => owner === ME)).toBe(0);
});

test('processes that send are counted until they sign off or are gone', async () => {
  const { store } = await openStoreUnderTest();
  store.signUp(ME, START);
  store.signUp(OTHER, START);
  store.signUp(ME, START + 1);
  expect(store.workers(nobody)).toBe(2);
  expect(store.workers((owner, leaseUntil) => owner === ME && leaseUntil === START + 1)).toBe(1);
  store.signOff(OTHER);
  expect(store.workers(nobody)).toBe(0);
});

test('a lease is renewed for everything that the process has, and nothing of others', async () => {
  const queue = await openStoreUnderTest();
  const { store } = queue;
  const [mine, others] = [queue.enter('a@x.test'), queue.enter('b@x.test')];
  queue.claim({ limit: 1 });
  queue.claim({ owner: OTHER });
  for (const owner of [ME, OTHER]) {
    store.takeSlot(owner, 2, START, nobody);
    store.signUp(owner, START);
  }
  store.renewLeases(ME, START + 99_000);
  expect([queue.row(mine)?.lease_until, queue.row(others)?.lease_until]).toEqual([START + 99_000, START + 60_000]);
  const leases = (table: string) =>
    queue.database.prepare(`SELECT lease_until FROM ${table} ORDER BY owner`).pluck().all();
  expect(leases('connection_slots')).toEqual([START + 99_000, START]);
  expect(leases('queue_workers')).toEqual([START + 99_000, START]);
  expect(store.underWay()).toBe(2);
});

test('several changes are one, and none of them when the work comes to nothing', async () => {
  const queue = await openStoreUnderTest();
  const nothing = queue.store.atOnce(() => {
    queue.enter();
    return undefined;
  });
  expect([nothing, queue.store.count({})]).toEqual([undefined, 0]);
  const bug = () =>
    queue.store.atOnce(() => {
      queue.enter();
      throw new Error('bug');
    });
  expect(bug).toThrow('bug');
  expect(queue.store.count({})).toBe(0);
  expect(queue.store.atOnce(() => [queue.enter(), queue.enter()].length)).toBe(2);
  expect(queue.store.count({})).toBe(2);
});

test('what is written quickly is there for others at once, and nothing after it is written so', async () => {
  const queue = await openStoreUnderTest();
  const other = expectValue(openDatabase(queue.dataFolder));
  const synchronous = () => queue.database.pragma('synchronous', { simple: true });
  const full = synchronous();
  expect(full, 'FULL').toBe(2);
  const during = queue.store.quickly(() => [queue.enter(), synchronous()] as const);
  expect(during?.[1], 'NORMAL').toBe(1);
  expect(createQueueStore(other).count({})).toBe(1);
  expect(() =>
    queue.store.quickly(() => {
      throw new Error('bug');
    }),
  ).toThrow('bug');
  expect(synchronous()).toBe(full);
  other.close();
});
