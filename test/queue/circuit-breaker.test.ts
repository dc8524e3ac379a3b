import { expect, test } from 'vitest';
import { createCircuitBreaker } from '../../src/main/queue/circuit-breaker.ts';
import type { OpenCircuit, QueueStore } from '../../src/main/queue/store/queue-store-type.ts';
import type { Settings } from '../../src/shared/settings.ts';
import { openStoreUnderTest, START } from './store-under-test.ts';

const HOUR = 3_600_000;
const circuit: OpenCircuit = {
  openedAt: new Date(START).toISOString(),
  failure: { code: 'AUTH_REJECTED', message: 'No.' },
  deliveryId: 1,
  settingsDigest: 'digest',
  tries: 2,
  probeAt: START + HOUR,
};

async function openBreaker(changes: Partial<QueueStore> = {}) {
  const { store } = await openStoreUnderTest();
  const state: { now: number; test: Settings['lastTest'] } = { now: START, test: null };
  const breaker = createCircuitBreaker({
    store: { ...store, ...changes },
    digest: () => 'digest',
    lastTest: () => state.test,
    now: () => state.now,
    changed: () => {},
  });
  store.openCircuit(circuit);
  breaker.look();
  return { store, breaker, state };
}

const testedAs = (status: 'sent' | 'checked') => {
  return { at: new Date(START + 1).toISOString(), status, deliveryId: 7 } as const;
};

test('a probe whose transaction is undone is still due, and one that is written is not', async () => {
  const { store, breaker, state } = await openBreaker();
  expect(breaker.probeIsDue()).toBe(false);
  state.test = testedAs('checked');
  breaker.look();
  expect(breaker.probeIsDue()).toBe(true);
  const undone = store.atOnce(() => {
    breaker.probeBegins();
    return undefined;
  });
  expect([undone, store.circuit()?.probeAt, breaker.probeIsDue()]).toEqual([undefined, circuit.probeAt, true]);
  store.atOnce(() => {
    breaker.probeBegins();
    return true;
  });
  breaker.probeBegan();
  expect([store.circuit()?.probeAt, breaker.probeIsDue()]).toEqual([START + 120_000, false]);
  expect(breaker.open()).toEqual(store.circuit());
});

test('a test that went through closes the circuit also when the database was busy at first', async () => {
  let isBusy = true;
  const { store, breaker, state } = await openBreaker({
    closeCircuit: () => {
      if (isBusy) throw new Error('busy');
      return store.closeCircuit();
    },
  });
  state.test = testedAs('sent');
  expect(breaker.look).toThrow('busy');
  expect(breaker.open()).toBeDefined();
  isBusy = false;
  breaker.look();
  expect([breaker.open(), store.circuit()]).toEqual([undefined, undefined]);
});

test.each([
  ['an hour before it', START, false],
  ['at its time', START + HOUR, true],
  ['when the clock was put back, and it would be more than an hour', START - 1, true],
])('a probe is due or not: %s', async (_when, now, isDue) => {
  const { breaker, state } = await openBreaker();
  state.now = now;
  expect(breaker.probeIsDue()).toBe(isDue);
});
