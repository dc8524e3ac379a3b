import { setTimeout as sleep } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { createJournal } from '../../src/main/queue/journal.ts';
import type { AttemptReport, QueueStore } from '../../src/main/queue/queue-store-type.ts';
import { waitFor } from '../wait.ts';
import { ME, openStoreUnderTest, reportOf } from './store-under-test.ts';

const full = new Sqlite.SqliteError('database or disk is full', 'SQLITE_FULL');

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
    owner: ME,
    written: (reports) => written.push(...reports),
    unexpected: (error) => unexpected.push(error),
  });
  return { ...under, journal, state, unexpected, written };
}

test('what all lanes ask for at the same time, and what has ended before, is one transaction', async () => {
  const { journal, state, enter, claim, delivery, row } = await openJournal();
  const [first = 0, ...others] = ['a', 'b', 'c'].map((name) => enter(`${name}@x.test`));
  claim();
  await journal.handOver(first);
  journal.ended(reportOf(first, { next: 'sent' }));
  expect(await Promise.all(others.map(journal.handOver))).toEqual(['granted', 'granted']);
  expect(state.transactions).toBe(2);
  expect(delivery(first).status).toBe('sent');
  expect(others.map((id) => row(id)?.handed_over)).toEqual([1, 1]);
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

test('a message that another process has is lost', async () => {
  const { journal, enter, claim, database } = await openJournal();
  const [mine, theirs] = [enter('a@x.test'), enter('b@x.test')];
  claim();
  database.prepare("UPDATE queue SET owner = 'other' WHERE delivery_id = ?").run(theirs);
  expect(await Promise.all([journal.handOver(mine), journal.handOver(theirs)])).toEqual(['granted', 'lost']);
});

test('while the database is full nothing is handed over, and nothing that ended or was given back is forgotten', async () => {
  const { journal, state, enter, claim, delivery, row, unexpected } = await openJournal();
  const [ended, asked, back] = ['a', 'b', 'c'].map((name) => enter(`${name}@x.test`));
  claim();
  state.fails = true;
  journal.ended(reportOf(ended ?? 0, { next: 'sent' }));
  journal.giveBack([back ?? 0]);
  expect(await journal.handOver(asked ?? 0)).toBe('unwritten');
  expect(unexpected).toEqual([full]);
  await sleep(20);
  expect(state.transactions).toBe(1);
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

test('one report that can never be written keeps no other from it', async () => {
  const { store } = await openStoreUnderTest();
  const bug = new TypeError('a bug');
  let poison = 0;
  const { journal, enter, claim, delivery, unexpected } = await openJournal({
    end: (reports) => {
      if (reports.some(({ deliveryId }) => deliveryId === poison)) throw bug;
      ended.push(...reports.map(({ deliveryId }) => deliveryId));
    },
  });
  const ended: number[] = [];
  const ids = ['a', 'b', 'c'].map((name) => enter(`${name}@x.test`));
  poison = ids[1] ?? 0;
  claim();
  for (const id of ids) journal.ended(reportOf(id, { next: 'sent' }));
  expect(journal.write()).toBe(false);
  expect(journal.write()).toBe(true);
  expect(ended).toEqual([ids[0], ids[2]]);
  expect(unexpected).toEqual([bug, bug]);
  expect([delivery(poison).status, store.underWay()]).toEqual(['queued', 0]);
});
