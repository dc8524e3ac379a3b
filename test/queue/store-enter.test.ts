import { describe, expect, test } from 'vitest';
import { createDeliveryLog } from '../../src/main/log/delivery-log.ts';
import { createLogStore } from '../../src/main/log/log-store.ts';
import { digestOfKey } from '../../src/main/queue/store/idempotency-key.ts';
import { defaultQueueSettings } from '../../src/shared/queue-settings.ts';
import { newMessage, openStoreUnderTest, START } from './store-under-test.ts';

const day = 24 * 60 * 60_000;
const file = {
  byteOffset: 10,
  sha256: 'a'.repeat(64),
  name: 'report.pdf',
  contentType: 'application/pdf',
  sizeBytes: 5,
};

describe('entering a message', () => {
  test('makes it pending, with everything that a worker needs and the list shows', async () => {
    const queue = await openStoreUnderTest();
    const recipients = { to: ['a@x.test', 'b@x.test'], cc: ['c@x.test', 'a@x.test'], bcc: ['d@x.test'] };
    const { deliveryId, state } = queue.entered({ recipients, files: [file], warnings: ['SENT_AS_UTF8'] });
    expect(state).toBe('pending');
    expect(queue.store.list({ after: 0, limit: 10 })).toEqual([
      {
        id: deliveryId,
        state: 'pending',
        kind: 'notification',
        notification: 'ticket-created',
        initiator: 'desk@example.org',
        queuedAt: new Date(START).toISOString(),
        server: 'mail.example.org:25',
        from: 'console@example.org',
        ...recipients,
        subject: 'A ticket',
        messageId: '<1@example.org>',
        attempts: 0,
        nextAttemptAt: new Date(START).toISOString(),
        waitsFor: null,
        heldBecause: null,
        sendNow: false,
        attachments: { count: 1, sizeBytes: 5 },
        contentType: 'text/plain',
        sizeBytes: 27,
        lastReply: null,
        error: null,
        similar: 0,
      },
    ]);
    expect(queue.claim()).toEqual([
      {
        deliveryId,
        claim: 1,
        messageId: '<1@example.org>',
        keep: 'full',
        from: 'console@example.org',
        openRecipients: ['a@x.test', 'b@x.test', 'c@x.test', 'd@x.test'],
        results: [],
        source: newMessage().source,
        files: [file],
        sizeBytes: 27,
        warnings: ['SENT_AS_UTF8'],
        tries: 0,
        firstTriedAt: null,
        dueAt: START,
        sendNow: false,
        passesCircuit: false,
        begun: true,
      },
    ]);
  });

  test('keeps it out of the log until something has come of it', async () => {
    const queue = await openStoreUnderTest();
    const log = createDeliveryLog(createLogStore(queue.database));
    const [first, second] = [queue.enter('a@x.test'), queue.enter('b@x.test')];
    expect(log.list({}).rows).toEqual([]);
    expect(log.get(first)).toMatchObject({ ok: true, value: { status: 'queued', sizeBytes: 27 } });
    queue.claimed();
    queue.end(second);
    queue.end(first);
    expect(log.list({}).rows.map(({ id, at, status }) => ({ id, at, status }))).toEqual([
      { id: first, at: new Date(START + 1000).toISOString(), status: 'sent' },
      { id: second, at: new Date(START + 1000).toISOString(), status: 'sent' },
    ]);
  });

  test('keeps one that can’t be sent as failed, in the queue and in the log, and nobody can have it sent', async () => {
    const queue = await openStoreUnderTest();
    const failure = { code: 'RECIPIENT_MISSING', message: 'Nobody is to get it.' } as const;
    const { deliveryId, state } = queue.entered({ failure, recipients: { to: [], cc: [], bcc: [] } });
    expect(state).toBe('failed');
    expect(queue.store.list({ after: 0, limit: 1 })).toMatchObject([{ state: 'failed', error: failure }]);
    expect(queue.delivery(deliveryId)).toMatchObject({ status: 'failed', log_position: 1 });
    expect(queue.store.retry([deliveryId], START) + queue.store.sendNow([deliveryId], START)).toBe(0);
    expect(queue.claim()).toEqual([]);
  });

  test('changes nothing when a file isn’t there any more', async () => {
    const queue = await openStoreUnderTest();
    const asked: (readonly string[])[] = [];
    const filesThere = (all: readonly string[]) => {
      asked.push(all);
      return false;
    };
    const options = { now: START, settings: defaultQueueSettings, filesThere };
    expect(queue.store.enter(newMessage({ files: [file], idempotencyKey: 'k' }), options)).toBe('files-missing');
    expect(asked).toEqual([[file.sha256]]);
    expect(queue.store.count({})).toBe(0);
    expect(queue.store.findDuplicate('ticket-created', 'k', START)).toBeUndefined();
  });

  test('that is skipped leaves a row in the log alone', async () => {
    const queue = await openStoreUnderTest();
    const failure = { code: 'ATTACHMENTS_TOO_LARGE', message: 'Too large.' } as const;
    const { deliveryId: id } = queue.store.skip({ ...newMessage(), failure, refused: true }, START);
    const log = createDeliveryLog(createLogStore(queue.database));
    expect(log.list({}).rows).toMatchObject([
      { id, status: 'skipped', error: failure, notification: 'ticket-created', sizeBytes: null, attempts: 0 },
    ]);
    expect(queue.store.count({})).toBe(0);
  });
});

describe('the same idempotency key', () => {
  test('gives the first delivery with its present state, and enters nothing', async () => {
    const queue = await openStoreUnderTest();
    const first = queue.entered({ idempotencyKey: 'k', messageId: '<first@x.test>' });
    const again = () => queue.entered({ idempotencyKey: 'k', messageId: '<again@x.test>' });
    const duplicateOf = first.deliveryId;
    expect(again()).toEqual({ ...first, duplicateOf });
    queue.claim();
    expect(again().state).toBe('sending');
    queue.end(first.deliveryId);
    expect(again()).toEqual({ ...first, duplicateOf, state: 'sent' });
    expect(queue.entered({ idempotencyKey: 'other' }).duplicateOf).toBeUndefined();
    expect(queue.store.count({})).toBe(1);
  });

  test('is forgotten after seven days, and those long forgotten are put away', async () => {
    const queue = await openStoreUnderTest();
    for (const key of ['a', 'b', 'c']) queue.entered({ idempotencyKey: key });
    expect(queue.store.findDuplicate('ticket-created', 'a', START + 7 * day - 1)).toBeDefined();
    expect(queue.store.findDuplicate('ticket-created', 'a', START + 7 * day)).toBeUndefined();
    expect(queue.entered({ idempotencyKey: 'a' }, {}, START + 8 * day).duplicateOf).toBeUndefined();
    expect(queue.database.prepare('SELECT key FROM idempotency_keys').pluck().all()).toEqual([
      digestOfKey('ticket-created', 'a'),
    ]);
  });

  test('is another one for another notification, and nothing of it is kept', async () => {
    const queue = await openStoreUnderTest();
    const first = queue.entered({ idempotencyKey: 'order-4711', notification: { id: 1, name: 'Shipped' } });
    expect(queue.entered({ idempotencyKey: 'order-4711' }).duplicateOf).toBeUndefined();
    expect(queue.store.findDuplicate(' shipped', 'order-4711', START)?.duplicateOf).toBe(first.deliveryId);
    expect(JSON.stringify(queue.database.prepare('SELECT * FROM idempotency_keys').all())).not.toContain('4711');
  });

  test('of a message that was kept as failed gives that failure again', async () => {
    const queue = await openStoreUnderTest();
    const failure = { code: 'RECIPIENT_MISSING', message: 'Nobody is to get it.' } as const;
    const nobody = { failure, recipients: { to: [], cc: [], bcc: [] }, idempotencyKey: 'k' };
    const { deliveryId } = queue.entered(nobody);
    expect(queue.entered(nobody)).toMatchObject({ deliveryId, duplicateOf: deliveryId, state: 'failed', failure });
    queue.entered({ idempotencyKey: 'good' });
    expect(queue.entered({ idempotencyKey: 'good' }).failure).toBeUndefined();
  });
});

test('what is counted and known for a while only is forgotten also when nothing new comes in', async () => {
  const queue = await openStoreUnderTest();
  const day = 86_400_000;
  queue.entered({ idempotencyKey: 'old' }, { stormBrake: true });
  queue.entered({ idempotencyKey: 'young' }, { stormBrake: true }, START + 1000);
  const left = () => [
    queue.database.prepare('SELECT count(*) FROM storm_counts').pluck().get(),
    queue.database.prepare('SELECT key FROM idempotency_keys ORDER BY created_at').pluck().all(),
  ];
  expect(queue.store.forgetOld(START + day)).toBe(false);
  expect(left()).toEqual([2, [digestOfKey('ticket-created', 'old'), digestOfKey('ticket-created', 'young')]]);
  queue.store.forgetOld(START + day + 1);
  expect(left()).toEqual([1, [digestOfKey('ticket-created', 'old'), digestOfKey('ticket-created', 'young')]]);
  queue.store.forgetOld(START + 7 * day);
  expect(left()).toEqual([0, [digestOfKey('ticket-created', 'young')]]);
});

test('a delivery’s keys are found by an index', async () => {
  const { database } = await openStoreUnderTest();
  const plan = database
    .prepare<[number], { detail: string }>('EXPLAIN QUERY PLAN DELETE FROM idempotency_keys WHERE delivery_id = ?')
    .all(1);
  expect(plan.map(({ detail }) => detail).join()).toMatch(/idempotency_keys_by_delivery/);
});

describe('the storm brake', () => {
  const brake = { stormBrake: true, stormLimit: 2, stormMinutes: 10 };

  test('lets through as many as it may, holds the rest, and has one row stand for them', async () => {
    const queue = await openStoreUnderTest();
    const states = [1, 2, 3, 4, 5].map((minute) => queue.entered({}, brake, START + minute * 60_000).state);
    expect(states).toEqual(['pending', 'pending', 'held', 'held', 'held']);
    expect(queue.store.list({ after: 0, limit: 10 }).map(({ id, state, similar }) => [id, state, similar])).toEqual([
      [1, 'pending', 0],
      [2, 'pending', 0],
      [3, 'held', 2],
    ]);
    expect(queue.store.list({ after: 0, limit: 10, state: 'held' })).toMatchObject([{ heldBecause: 'storm' }]);
    expect([queue.store.count({}), queue.store.count({ state: 'held' })]).toEqual([3, 1]);
    expect(queue.store.counts()).toMatchObject({ pending: 2, held: 3 });
  });

  test.each([
    ['another recipient', { recipients: { to: ['other@x.test'], cc: [], bcc: [] } }, START],
    ['another notification', { notification: { id: 2, name: 'other' } }, START],
    ['a later time', {}, START + 10 * 60_000],
  ])('doesn’t count what is for %s', async (_what, changes, at) => {
    const queue = await openStoreUnderTest();
    for (let count = 0; count < 3; count++) queue.entered({}, brake);
    expect(queue.entered(changes, brake, at).state).toBe('pending');
  });

  test('knows a recipient in other capitals, and among others', async () => {
    const queue = await openStoreUnderTest();
    for (let count = 0; count < 2; count++) queue.entered({}, brake);
    const recipients = { to: ['new@x.test'], cc: ['PAT@Example.org'], bcc: [] };
    expect(queue.entered({ recipients }, brake).state).toBe('held');
  });

  test('goes on counting what has left and is forgotten, and keeps nobody’s address', async () => {
    const queue = await openStoreUnderTest();
    for (let count = 0; count < 2; count++) {
      const { deliveryId } = queue.entered({ keep: 'outcome' }, brake);
      queue.claim();
      queue.end(deliveryId);
    }
    const counts = queue.database.prepare<[], { line: Buffer }>('SELECT * FROM storm_counts').all();
    expect(counts).toHaveLength(2);
    expect(JSON.stringify(counts.map(({ line, ...rest }) => [line.toString('latin1'), rest]))).not.toContain('pat');
    expect(queue.entered({ keep: 'outcome' }, brake).state).toBe('held');
  });

  test('doesn’t count what was queued while the clock was ahead, and forgets that', async () => {
    const queue = await openStoreUnderTest();
    for (let count = 0; count < 3; count++) queue.entered({}, brake, START + 2 * day);
    expect(queue.entered({}, brake).state).toBe('pending');
    queue.store.forgetOld(START);
    expect(queue.database.prepare('SELECT queued_at FROM storm_counts').pluck().all()).toEqual([START]);
  });

  test('begins another row for a storm that comes after one that a person released', async () => {
    const queue = await openStoreUnderTest();
    for (let count = 0; count < 4; count++) queue.entered({}, brake);
    const ids = [...queue.store.select({ ids: [3] })].flat();
    expect(ids).toEqual([3, 4]);
    expect(queue.store.releaseHeld(ids, START)).toBe(2);
    expect(queue.entered({}, brake).state).toBe('held');
    expect(queue.store.list({ after: 4, limit: 10 })).toMatchObject([{ id: 5, state: 'held', similar: 0 }]);
  });

  test('is dealt with as a whole by whoever names the row that stands for it, also after another one does', async () => {
    const queue = await openStoreUnderTest();
    for (let count = 0; count < 12; count++) queue.entered({}, brake);
    queue.store.remove([3, 4], 'removed', START);
    const [head] = queue.store.list({ after: 2, limit: 10 });
    expect(head).toMatchObject({ state: 'held', similar: 7 });
    const seen = [...queue.store.select({ ids: [head?.id ?? 0] })].flat();
    // By the one that it began with, too.
    expect(new Set([...queue.store.select({ ids: [3] })].flat())).toEqual(new Set(seen));
    queue.store.remove(seen, 'removed', START);
    expect(seen.toSorted((one, other) => one - other)).toEqual([5, 6, 7, 8, 9, 10, 11, 12]);
    expect(queue.store.counts()).toMatchObject({ pending: 2, held: 0 });
  });
});
