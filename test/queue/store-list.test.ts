import { describe, expect, test } from 'vitest';
import { createQueueStore } from '../../src/main/queue/queue-store.ts';
import type { Database } from '../../src/main/store/database.ts';
import { openStoreUnderTest, type StoreUnderTest } from './store-under-test.ts';

const ids = (queue: StoreUnderTest, filter: Parameters<StoreUnderTest['store']['count']>[0], after = 0, limit = 100) =>
  queue.store.list({ after, limit, ...filter }).map((item) => item.id);

describe('the list', () => {
  test('goes from the first to the last queued, page by page, whatever their states', async () => {
    const queue = await openStoreUnderTest();
    for (let index = 1; index <= 7; index++) queue.enter(`u${index}@x.test`);
    queue.store.hold([2, 5], 'person');
    queue.claim({ limit: 2 });
    queue.end(3, { next: 'failed' });
    expect(ids(queue, {}, 0, 3)).toEqual([1, 2, 3]);
    expect(ids(queue, {}, 3, 3)).toEqual([4, 5, 6]);
    expect(ids(queue, {}, 6, 3)).toEqual([7]);
    expect(ids(queue, { state: 'held' }, 2)).toEqual([5]);
    expect(ids(queue, { state: 'pending' })).toEqual([4, 6, 7]);
    expect(queue.store.counts()).toEqual({ pending: 3, sending: 1, failed: 1, held: 2, unknown: 0 });
    expect([queue.store.count({}), queue.store.count({ state: 'held' })]).toEqual([7, 2]);
  });

  const texts = {
    subject: 'Büro 100% offen',
    notification: { id: 3, name: 'door-open' },
    initiator: 'kim@desk.test',
    from: 'bot@sender.test',
    recipients: { to: ['a@x.test'], cc: ['chief@x.test'], bcc: ['quiet@x.test'] },
  };

  test.each([
    ['the subject', 'büro 100%', 1],
    ['a recipient', 'QUIET@', 1],
    ['the sender', 'bot@', 1],
    ['the notification', 'door', 1],
    ['the initiator', 'kim@desk', 1],
    ['nothing', 'nowhere', 0],
    ['a pattern’s own characters, which stand for themselves', '1__%', 0],
    ['blanks alone, which ask for everything', '  ', 2],
  ])('finds a text in %s', async (_where, search, found) => {
    const queue = await openStoreUnderTest();
    queue.entered(texts);
    queue.entered({ initiator: null });
    expect(ids(queue, { search })).toHaveLength(found);
    expect(queue.store.count({ search })).toBe(found);
    expect(ids(queue, { search, state: 'pending' })).toHaveLength(found);
    expect(ids(queue, { search, state: 'failed' })).toEqual([]);
    expect(queue.store.select({ ids: 'all', search }, 0, 10)).toHaveLength(found);
  });

  test('names what a selection means, a piece at a time, storms with all of theirs', async () => {
    const queue = await openStoreUnderTest();
    const brake = { stormBrake: true, stormLimit: 1 };
    for (let index = 1; index <= 5; index++) queue.entered({ subject: index === 2 ? 'the first held' : 'x' }, brake);
    queue.enter('other@x.test');
    const select = queue.store.select;
    expect(select({ ids: 'all' }, 0, 4)).toEqual([1, 2, 3, 4]);
    expect(select({ ids: 'all' }, 4, 4)).toEqual([5, 6]);
    expect(select({ ids: 'all', state: 'pending' }, 0, 9)).toEqual([1, 6]);
    expect(select({ ids: 'all', state: 'held' }, 0, 3)).toEqual([2, 3, 4]);
    expect(select({ ids: 'all', state: 'held', search: 'first held' }, 3, 9)).toEqual([4, 5]);
    expect(select({ ids: [1, 99] }, 0, 9)).toEqual([1]);
    expect(select({ ids: [6, 2] }, 0, 9)).toEqual([2, 3, 4, 5, 6]);
    expect(select({ ids: [6, 2] }, 3, 2)).toEqual([4, 5]);
  });
});

describe('with a hundred thousand messages', () => {
  /** The queries that a queue prepares, with how SQLite reads for them. */
  function plansOf(database: Database): readonly { readonly sql: string; readonly plan: string }[] {
    const all = new Set<string>();
    const watched = new Proxy(database, {
      get: (target, name) => {
        if (name === 'prepare')
          return (sql: string) => {
            all.add(sql);
            return target.prepare(sql);
          };
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    createQueueStore(watched);
    return [...all].map((sql) => {
      const details = database.prepare(`EXPLAIN QUERY PLAN ${sql.replace(/@\w+|\?/g, '1')}`).all() as {
        detail: string;
      }[];
      return { sql, plan: details.map((row) => row.detail).join('; ') };
    });
  }

  /** Tables that have a row for each of a few processes, slots or pauses. */
  const small = /^(SCAN|SEARCH) (queue_pause|circuits|queue_workers|connection_slots)/;
  /** What has to be read as a whole: counting by state, and looking for a text. */
  const whole = /GROUP BY state|LIKE/;

  test('no query reads all of them but those that count or look for a text', async () => {
    const { database } = await openStoreUnderTest();
    const plans = plansOf(database);
    expect(plans.length).toBeGreaterThan(50);
    for (const { sql, plan } of plans.filter((each) => !whole.test(each.sql))) {
      const scans = plan.split('; ').filter((detail) => detail.startsWith('SCAN ') && !small.test(detail));
      // Ids that were named, what was cut to a limit before, and the first of an index.
      const few = /^SCAN (j|json_each|s|CONSTANT ROW|\(subquery.*|queue USING COVERING INDEX queue_(due|send_now))\b/;
      expect(
        scans.filter((detail) => !few.test(detail)),
        sql,
      ).toEqual([]);
    }
  });

  test.each([
    ['what is due', /queue_due\b.*due_at <=/s, 'queue_due'],
    ['what a person sends now', /INDEXED BY queue_send_now.*due_at <=/s, 'queue_send_now'],
    ['what is under way', /count\(\*\) FROM queue WHERE state = 'sending'/, 'queue_by_state'],
    ['the first in a line', /SELECT q\.waits_for FROM queue_recipients/, 'PRIMARY KEY'],
    ['who is before', /p\.place, p\.delivery_id\) </, 'PRIMARY KEY'],
    ['a page of one state', /INDEXED BY queue_by_state JOIN deliveries(?!.*LIKE)/s, 'queue_by_state'],
    ['old failures', /failed_at </, 'queue_failed'],
  ])('%s is read by its index, without sorting', async (_what, of, index) => {
    const { database } = await openStoreUnderTest();
    const found = plansOf(database).filter(({ sql }) => of.test(sql));
    expect(found.length).toBeGreaterThan(0);
    for (const { sql, plan } of found) {
      expect(plan, sql).toContain(index);
      expect(plan, sql).not.toContain('TEMP B-TREE');
    }
  });

  test('a storm’s are passed over without reading them', async () => {
    const queue = await openStoreUnderTest();
    const plan = plansOf(queue.database).find(({ sql }) => sql.includes('UNION ALL'))?.plan;
    expect(plan?.match(/queue_by_state/g)).toHaveLength(5);
    expect(plan).toContain('MERGE (UNION ALL)');
  });
});
