import { setTimeout as sleep } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { AttemptReport } from '../../src/main/queue/store/attempt-report.ts';
import type { QueueStore } from '../../src/main/queue/store/queue-store-type.ts';
import { createJournal } from '../../src/main/queue/worker/journal.ts';
import { waitFor } from '../wait.ts';
import { openStoreUnderTest, reportOf, START, takeUpWith } from './store-under-test.ts';

const full = new Sqlite.SqliteError('database or disk is full', 'SQLITE_FULL');

const leaseOf = (deliveryId: number) => ({ deliveryId, claim: 1 });

/** A journal on a real store whose transactions are counted and can be made to fail. */
async function openJournal(changes: Partial<QueueStore> = {}) {
  const under = await openStoreUnderTest();
  const state = { transactions: 0, fails: false };
  const unexpected: unknown[] = [];
  const written: AttemptReport[] = [];
  const transaction: QueueStore['atOnce'] = (work) => {
    state.transactions++;
    if (state.fails) throw full;
    return under.store.atOnce(work);
  };
  const journal = createJournal({
    store: { ...under.store, ...changes, atOnce: transaction, quickly: transaction },
    now: () => START,
    takeUp: takeUpWith(),
    written: (reports) => written.push(...reports),
    unexpected: (error) => unexpected.push(error),
  });
  return { ...under, journal, handOver: (id: number) => journal.handOver(leaseOf(id)), state, unexpected, written };
}

test('what all lanes ask for at the same time is one transaction, and what has ended by then another', async () => {
  const { journal, handOver, state, enter, claim, delivery, row, written } = await openJournal();
  const [first = 0, second = 0, ...others] = ['a', 'b', 'c', 'd'].map((name) => enter(`${name}@x.test`));
  claim();
  await Promise.all([first, second].map(handOver));
  expect(state.transactions).toBe(1);
  for (const id of [first, second]) journal.ended(reportOf(id, { next: 'sent' }));
  expect(await Promise.all(others.map(handOver))).toEqual(['granted', 'granted']);
  expect(others.map((id) => row(id)?.handed_over)).toEqual([1, 1]);
  await waitFor('the ends to be written', () => (written.length === 2 ? true : undefined));
  expect([first, second].map((id) => delivery(id).status)).toEqual(['sent', 'sent']);
  expect(state.transactions).toBe(3);
});

test('what has ended is written soon, also when nothing else happens', async () => {
  const { journal, enter, claim, delivery, written } = await openJournal();
  const id = enter();
  claim();
  journal.ended(reportOf(id, { next: 'failed' }));
  expect(delivery(id).status).toBe('queued');
  await waitFor('the end to be written', () => (written.length === 1 ? true : undefined));
  expect(delivery(id).status).toBe('failed');
});

test('a message that has been claimed by another since is lost', async () => {
  const { handOver, enter, claim, settle } = await openJournal();
  const [theirs, mine] = [enter('a@x.test'), enter('b@x.test')];
  claim({ limit: 1 });
  settle(() => true);
  claim({ now: START + 60_000, limit: 2 });
  expect(await Promise.all([handOver(mine), handOver(theirs)])).toEqual(['granted', 'lost']);
});

test('whoever asks for a message twice gets it once, at the same time and later', async () => {
  const { handOver, enter, claim, row } = await openJournal();
  const id = enter();
  claim();
  expect(await Promise.all([handOver(id), handOver(id)])).toEqual(['granted', 'lost']);
  expect(await handOver(id)).toBe('lost');
  expect(row(id)).toMatchObject({ state: 'sending', handed_over: 1 });
});

test('what has begun is written with what has ended, but not when it has been handed over by then', async () => {
  const { journal, handOver, enter, claim, row, state } = await openJournal();
  const [first = 0, second = 0, third = 0] = ['a', 'b', 'c'].map((name) => enter(`${name}@x.test`));
  const [, slow, quick] = claim();
  if (slow === undefined || quick === undefined) throw new Error('Nothing was claimed.');
  expect([first, second, third].map((id) => row(id)?.begun)).toEqual([1, 0, 0]);
  journal.ended(reportOf(first, { next: 'failed' }));
  journal.begins(slow);
  journal.begins(quick);
  expect(await journal.handOver(quick)).toBe('granted');
  await waitFor('both to be written', () => (row(second)?.begun === 1 ? true : undefined));
  expect([row(first)?.state, row(third)?.begun, row(third)?.handed_over]).toEqual(['failed', 0, 1]);
  expect(state.transactions).toBe(2);
  expect(await handOver(second)).toBe('granted');
});

test('while the database is full nothing is handed over, and nothing that ended or was given back is forgotten', async () => {
  const { journal, handOver, state, enter, claim, delivery, row, unexpected } = await openJournal();
  const [ended, asked, back] = ['a', 'b', 'c'].map((name) => enter(`${name}@x.test`));
  claim();
  state.fails = true;
  journal.ended(reportOf(ended ?? 0, { next: 'sent' }));
  journal.giveBack([leaseOf(back ?? 0)]);
  expect(await handOver(asked ?? 0)).toBe('unwritten');
  expect(unexpected).toEqual([full]);
  await sleep(20);
  expect(state.transactions).toBe(1);
  expect(await handOver(asked ?? 0)).toBe('unwritten');
  state.fails = false;
  await waitFor('it to be written', () => (delivery(ended ?? 0).status === 'sent' ? true : undefined));
  expect([row(back ?? 0)?.state, row(asked ?? 0)?.state]).toEqual(['pending', 'sending']);
  expect(journal.write()).toBe(true);
});

test('work that fails beside it takes nothing with it', async () => {
  const { journal, enter, claim, delivery } = await openJournal();
  const id = enter();
  claim();
  journal.ended(reportOf(id, { next: 'sent' }));
  const trouble = () =>
    journal.along(() => {
      throw full;
    });
  expect(trouble).toThrow(full);
  expect(delivery(id).status).toBe('queued');
  expect(journal.along(() => 7)).toBe(7);
  expect(delivery(id).status).toBe('sent');
});

test('a report that a bug keeps from being written stops no other, and its message doesn’t stay under way', async () => {
  const { journal, enter, claim, handOver, delivery, row, unexpected, written, store } = await openJournal();
  const ids = ['a', 'b', 'c', 'd'].map((name) => enter(`${name}@x.test`));
  const [before = 0, handedOver = 0, ...others] = ids;
  claim();
  await handOver(handedOver);
  for (const id of [before, handedOver]) journal.ended(unwritable(id));
  for (const id of others) journal.ended(reportOf(id, { next: 'sent' }));
  expect(journal.write()).toBe(false);
  expect(journal.write()).toBe(true);
  expect(unexpected).toHaveLength(3);
  expect(others.map((id) => delivery(id).status)).toEqual(['sent', 'sent']);
  expect(row(before)).toMatchObject({ state: 'pending', tries: 1, waits_for: 'retry' });
  expect(row(handedOver)).toMatchObject({ state: 'unknown' });
  expect([delivery(before).error, delivery(handedOver).error]).toMatchObject([
    expect.stringContaining('INTERNAL'),
    expect.stringContaining('OUTCOME_UNKNOWN'),
  ]);
  expect([store.underWay(), written.length]).toEqual([0, 4]);
});

/** One that no database takes. */
function unwritable(id: number): AttemptReport {
  const report = reportOf(id, { next: 'sent' });
  return { ...report, end: { ...report.end, durationMs: {} as number } };
}
