import { describe, expect, test } from 'vitest';
import { createQueueStore } from '../../src/main/queue/store/queue-store.ts';
import type { Database } from '../../src/main/store/database.ts';
import { queueActionSchema } from '../../src/shared/queue.ts';
import { openStoreUnderTest, START, type StoreUnderTest } from './store-under-test.ts';

type Filter = Parameters<StoreUnderTest['store']['countFound']>[0];

const ids = (queue: StoreUnderTest, filter: Filter, after = 0, limit = 100) =>
  [...queue.store.search({ after, limit, ...filter })].flat().map((item) => item.id);

function counted(queue: StoreUnderTest, filter: Filter) {
  const steps = [...queue.store.countFound(filter)];
  return {
    rows: steps.reduce((sum, { rows }) => sum + rows, 0),
    messages: steps.reduce((sum, { messages }) => sum + messages, 0),
  };
}

const selected = (queue: StoreUnderTest, ...of: Parameters<StoreUnderTest['store']['select']>) =>
  [...queue.store.select(...of)].flat();

describe('the list', () => {
  test('goes from the first to the last queued, page by page, whatever their states', async () => {
    const queue = await openStoreUnderTest();
    for (let index = 1; index <= 7; index++) queue.enter(`u${index}@x.test`);
    queue.store.hold([2, 5], 'person', START);
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
    expect(counted(queue, { search })).toEqual({ rows: found, messages: found });
    expect(ids(queue, { search, state: 'pending' })).toHaveLength(found);
    expect(ids(queue, { search, state: 'failed' })).toEqual([]);
    expect(selected(queue, { ids: 'all', search })).toHaveLength(found);
  });

  test('names what a selection means, storms with all of theirs', async () => {
    const queue = await openStoreUnderTest();
    const brake = { stormBrake: true, stormLimit: 1 };
    for (let index = 1; index <= 5; index++) queue.entered({ subject: index === 2 ? 'the first held' : 'x' }, brake);
    queue.enter('other@x.test');
    expect(selected(queue, { ids: 'all' })).toEqual([1, 2, 3, 4, 5, 6]);
    expect(selected(queue, { ids: 'all', upTo: 4 })).toEqual([1, 2, 3, 4]);
    expect(selected(queue, { ids: 'all', upTo: 0 })).toEqual([]);
    expect(selected(queue, { ids: 'all', state: 'pending' })).toEqual([1, 6]);
    expect(selected(queue, { ids: 'all', state: 'held' })).toEqual([2, 3, 4, 5]);
    expect(selected(queue, { ids: 'all', search: 'first held' })).toEqual([2, 3, 4, 5]);
    expect(selected(queue, { ids: 'all', state: 'pending', search: 'first held' })).toEqual([]);
    expect(selected(queue, { ids: [1, 99] })).toEqual([1]);
    expect(new Set(selected(queue, { ids: [6, 2] }))).toEqual(new Set([2, 3, 4, 5, 6]));
    expect(new Set(selected(queue, { ids: [6, 2], upTo: 4 }))).toEqual(new Set([2, 3, 4]));
  });

  test('counts the messages that a storm’s row stands for, with a search and without one', async () => {
    const queue = await openStoreUnderTest();
    for (let index = 1; index <= 5; index++)
      queue.entered({ subject: index === 2 ? 'the first held' : 'x' }, { stormBrake: true, stormLimit: 1 });
    expect(counted(queue, {})).toEqual({ rows: 2, messages: 5 });
    expect(counted(queue, { state: 'held' })).toEqual({ rows: 1, messages: 4 });
    expect(counted(queue, { state: 'pending' })).toEqual({ rows: 1, messages: 1 });
    expect(counted(queue, { search: 'first held' })).toEqual({ rows: 1, messages: 4 });
    expect(counted(queue, { search: 'x' })).toEqual({ rows: 2, messages: 5 });
    expect(counted(queue, { state: 'pending', search: 'pat@' })).toEqual({ rows: 1, messages: 1 });
    expect(queue.store.newest()).toBe(5);
  });

  test('leaves out what an action can’t be done to', async () => {
    const queue = await openStoreUnderTest();
    for (let index = 1; index <= 4; index++) queue.enter(`u${index}@x.test`);
    queue.claim({ limit: 2 });
    queue.end(1, { next: 'unknown' });
    queue.store.hold([3], 'person', START);
    const possible = Object.fromEntries(
      queueActionSchema.options.map((action) => [action, selected(queue, { ids: 'all' }, action)]),
    );
    expect(possible).toEqual({
      send: [3, 4],
      retry: [],
      hold: [4],
      release: [3],
      delete: [1, 3, 4],
      sent: [1],
      again: [1],
    });
    expect(selected(queue, { ids: [1, 2, 3, 4] }, 'delete')).toEqual([1, 3, 4]);
    expect(selected(queue, { ids: 'all', state: 'held' }, 'delete')).toEqual([3]);
    expect(selected(queue, { ids: 'all', state: 'sending' }, 'delete')).toEqual([]);
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
  /** What has to be read as a whole, from an index alone: counting by state. */
  const whole = /GROUP BY state/;

  test('no query reads all of them but the one that counts by state', async () => {
    const { database } = await openStoreUnderTest();
    const plans = plansOf(database);
    expect(plans.length).toBeGreaterThan(50);
    expect(plans.find(({ sql }) => whole.test(sql))?.plan).toContain('COVERING INDEX queue_by_state');
    for (const { sql, plan } of plans.filter((each) => !whole.test(each.sql))) {
      const scans = plan.split('; ').filter((detail) => detail.startsWith('SCAN ') && !small.test(detail));
      // Attempts from the newest back to a limit.
      if (/ORDER BY a\.id DESC LIMIT \d+$/.test(sql)) continue;
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
    const plan = plansOf(queue.database).find(({ sql }) => sql.includes('UNION ALL') && !sql.includes('instr'))?.plan;
    expect(plan?.match(/queue_by_state/g)).toHaveLength(5);
    expect(plan).toContain('MERGE (UNION ALL)');
  });

  test('a text is looked for in a thousand of them at a time, which come in order without sorting', async () => {
    const queue = await openStoreUnderTest();
    const searching = plansOf(queue.database).filter(({ sql }) => sql.includes('LIKE'));
    expect(searching.length).toBeGreaterThan(0);
    for (const { sql, plan } of searching) {
      expect(sql).toContain('LIMIT 1000) s CROSS JOIN');
      expect(plan).toContain('MERGE (UNION ALL)');
      expect(plan).not.toContain('TEMP B-TREE');
      expect(
        plan.match(
          /SEARCH queue USING COVERING INDEX queue_by_state \(state=\? AND delivery_id>\? AND delivery_id<\?\)/g,
        ),
      ).toHaveLength(6);
    }
    queue.store.atOnce(() => {
      for (let number = 1; number <= 2_500; number++)
        queue.enter(`u${number}@x.test`, { subject: number === 2_400 ? 'Needle' : 'Hay' });
      return true;
    });
    const steps = [...queue.store.search({ after: 0, limit: 10, search: 'needle' })].map((rows) =>
      rows.map(({ id }) => id),
    );
    expect(steps).toEqual([[], [], [2_400]]);
    expect([...queue.store.countFound({ search: 'hay' })].map(({ rows }) => rows)).toEqual([1_000, 1_000, 499]);
    expect([...queue.store.select({ ids: 'all', search: 'needle' }, 'hold')]).toEqual([[], [], [2_400]]);
    expect([...queue.store.select({ ids: 'all' })].map((piece) => piece.length)).toEqual([1_000, 1_000, 500]);
    expect([...queue.store.search({ after: 0, limit: 3, search: 'hay' })].flat().map(({ id }) => id)).toEqual([
      1, 2, 3,
    ]);
    expect(ids(queue, { search: 'hay' }, 1_999, 2)).toEqual([2_000, 2_001]);
  });
});
