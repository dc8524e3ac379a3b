import { describe, expect, test } from 'vitest';
import { createDeliveryLog } from '../../src/main/log/delivery-log.ts';
import { createLogStore } from '../../src/main/log/log-store.ts';
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
        sendNow: false,
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
    expect(queue.store.findDuplicate('k', START)).toBeUndefined();
  });

  test('that is skipped leaves a row in the log alone', async () => {
    const queue = await openStoreUnderTest();
    const failure = { code: 'ATTACHMENTS_TOO_LARGE', message: 'Too large.' } as const;
    const id = queue.store.skip({ ...newMessage(), failure }, START);
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
    expect(queue.store.findDuplicate('a', START + 7 * day - 1)).toBeDefined();
    expect(queue.store.findDuplicate('a', START + 7 * day)).toBeUndefined();
    expect(queue.entered({ idempotencyKey: 'a' }, {}, START + 8 * day).duplicateOf).toBeUndefined();
    expect(queue.database.prepare('SELECT key FROM idempotency_keys').pluck().all()).toEqual(['a']);
  });
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

  test('begins another row for a storm that comes after one that a person released', async () => {
    const queue = await openStoreUnderTest();
    for (let count = 0; count < 4; count++) queue.entered({}, brake);
    const ids = queue.store.select({ ids: [3] }, 0, 100);
    expect(ids).toEqual([3, 4]);
    expect(queue.store.releaseHeld(ids, START)).toBe(2);
    expect(queue.entered({}, brake).state).toBe('held');
    expect(queue.store.list({ after: 4, limit: 10 })).toMatchObject([{ id: 5, state: 'held', similar: 0 }]);
  });

  test('is dealt with in pieces: whoever goes through a storm by its row meets all of it, once', async () => {
    const queue = await openStoreUnderTest();
    for (let count = 0; count < 12; count++) queue.entered({}, brake);
    queue.store.remove(queue.store.select({ ids: [3] }, 0, 2), 'removed', START);
    // The row that stands for a storm is gone with the first piece: another one does now.
    const [head] = queue.store.list({ after: 2, limit: 10 });
    expect(head).toMatchObject({ state: 'held', similar: 7 });
    let after = 0;
    const seen: number[] = [];
    for (let piece = 0; piece < 10; piece++) {
      const ids = queue.store.select({ ids: [head?.id ?? 0] }, after, 3);
      if (ids.length === 0) break;
      queue.store.remove(ids, 'removed', START);
      seen.push(...ids);
      after = ids.at(-1) ?? after;
    }
    expect(seen).toEqual([5, 6, 7, 8, 9, 10, 11, 12]);
    expect(queue.store.counts()).toMatchObject({ pending: 2, held: 0 });
  });
});
