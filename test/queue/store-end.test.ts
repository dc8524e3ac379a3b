import { describe, expect, test } from 'vitest';
import { createDeliveryLog, type DeliveryLog } from '../../src/main/log/delivery-log.ts';
import { createLogStore } from '../../src/main/log/log-store.ts';
import type { AttemptReport, Decision } from '../../src/main/queue/queue-store-type.ts';
import type { Delivery, RecipientResult } from '../../src/shared/delivery.ts';
import { expectValue } from '../app-under-test.ts';
import { endOf, ME, OTHER, openStoreUnderTest, reportOf, START, type StoreUnderTest } from './store-under-test.ts';

const retry: Decision = { next: 'pending', dueAt: START + 30_000.4, waitsFor: 'greylisting', counts: true };
const accepted: RecipientResult = { address: 'a@x.test', status: 'accepted', reply: '250 ok' };
const refused: RecipientResult = { address: 'b@x.test', status: 'rejected', reply: '450 later' };

async function openWithLog(): Promise<StoreUnderTest & { readonly get: (id: number) => Delivery; log: DeliveryLog }> {
  const queue = await openStoreUnderTest();
  const log = createDeliveryLog(createLogStore(queue.database));
  return { ...queue, log, get: (id) => expectValue(log.get(id)) };
}

function claimOne(queue: StoreUnderTest, to: readonly string[] = ['a@x.test']): number {
  const id = queue.enter(to);
  queue.claim();
  return id;
}

describe('an attempt', () => {
  test('that succeeds takes the message out of the queue, and the log has all of it', async () => {
    const queue = await openWithLog();
    const id = claimOne(queue);
    const recipients = JSON.stringify([accepted]);
    queue.end(id, { next: 'sent' }, { host: 'mx2.x.test', port: 587, end: endOf('sent', { recipients }) });
    expect(queue.store.count({})).toBe(0);
    expect(queue.get(id)).toMatchObject({
      status: 'sent',
      attempts: 1,
      server: 'mx2.x.test:587',
      encryption: 'none',
      reply: '250 2.0.0 Taken',
      error: null,
      attemptList: [{ number: 1, status: 'sent', recipients: [accepted], reply: '250 2.0.0 Taken' }],
    });
    expect(expectValue(queue.log.transcript(id, undefined)).lines).toHaveLength(1);
    expect(queue.database.prepare('SELECT count(*) FROM queue_recipients').pluck().get()).toBe(0);
  });

  test.each(['failed', 'unknown'] as const)(
    'that is %s keeps the message in the queue, and the log shows it',
    async (next) => {
      const queue = await openWithLog();
      const id = claimOne(queue);
      queue.end(id, { next });
      expect(queue.store.list({ after: 0, limit: 9 })).toMatchObject([
        { id, state: next, attempts: 1, lastReply: '450 4.2.0 Later', nextAttemptAt: null },
      ]);
      expect(queue.log.list({ status: next }).rows).toMatchObject([{ id, status: next }]);
      expect(queue.claim({ now: START + 1e9 })).toEqual([]);
    },
  );

  test('that is to be tried again waits for its time, for those alone who haven’t got it', async () => {
    const queue = await openWithLog();
    const id = claimOne(queue, ['a@x.test', 'b@x.test']);
    queue.end(id, retry, { results: [accepted, refused], open: ['b@x.test'] });
    expect(queue.log.list({}).rows).toEqual([]);
    expect(queue.store.list({ after: 0, limit: 9 })).toMatchObject([
      { state: 'pending', waitsFor: 'greylisting', nextAttemptAt: new Date(START + 30_000).toISOString(), attempts: 1 },
    ]);
    expect(queue.claim({ now: START + 29_999 })).toEqual([]);
    expect(queue.claim({ now: START + 30_000 })).toMatchObject([
      { openRecipients: ['b@x.test'], results: [accepted, refused], tries: 1, firstTriedAt: START },
    ]);
    queue.end(id, { ...retry, counts: false } as Decision, { open: ['b@x.test'] });
    expect(queue.claim({ now: START + 30_000 })).toMatchObject([{ tries: 1, firstTriedAt: START }]);
    queue.end(id, { next: 'failed' });
    expect(queue.store.retry([id], START)).toBe(1);
    expect(queue.claim()).toMatchObject([{ openRecipients: ['b@x.test'], tries: 0, firstTriedAt: null }]);
    expect(queue.get(id)).toMatchObject({ attempts: 3, status: 'queued' });
  });

  test('doesn’t start the clock of giving up when the connection was at fault', async () => {
    const queue = await openWithLog();
    const id = claimOne(queue);
    queue.end(id, { next: 'pending', dueAt: START, waitsFor: null, counts: false }, { open: ['a@x.test'] });
    expect(queue.claim()).toMatchObject([{ tries: 0, firstTriedAt: null }]);
    expect(queue.get(id).attempts).toBe(1);
  });

  test('of a message that was sent now doesn’t pass the pause once more', async () => {
    const queue = await openWithLog();
    const id = queue.enter();
    queue.store.pause({ by: 'kim', at: '', why: '' });
    queue.store.sendNow([id], START);
    queue.claim();
    queue.end(id, { ...retry, dueAt: START } as Decision, { open: ['pat@example.org'] });
    expect(queue.claimed()).toEqual([]);
  });
});

describe('a message whose process is gone', () => {
  const gone = (owner: string) => owner === ME;

  test('waits again when it was not handed over, and is unknown when it was; its history says so', async () => {
    const queue = await openWithLog();
    const [waiting, handed, others] = [queue.enter('a@x.test'), queue.enter('b@x.test'), queue.enter('c@x.test')];
    queue.claim({ limit: 2 });
    queue.claim({ owner: OTHER });
    queue.store.handOver(ME, [handed], START);
    expect(queue.store.settle(START, gone, false)).toBe(2);
    expect(queue.store.settle(START, gone, false)).toBe(0);
    expect([waiting, handed, others].map((id) => queue.row(id)?.state)).toEqual(['pending', 'unknown', 'sending']);
    expect(queue.get(waiting)).toMatchObject({
      status: 'queued',
      attemptList: [{ status: 'failed', error: { code: 'CONNECTION_LOST' } }],
    });
    expect(queue.get(handed)).toMatchObject({
      status: 'unknown',
      error: { code: 'OUTCOME_UNKNOWN' },
      attemptList: [{ status: 'unknown', error: { code: 'OUTCOME_UNKNOWN' } }],
    });
    expect(queue.claimed()).toEqual([waiting]);
  });

  test('is unknown in either case when its computer went down: what was written last may be lost', async () => {
    const queue = await openWithLog();
    const id = claimOne(queue);
    expect(queue.store.settle(START, gone, false, (owner) => owner !== ME)).toBe(1);
    expect(queue.row(id)?.state).toBe('unknown');
    expect(queue.get(id).attemptList).toMatchObject([{ status: 'unknown' }]);
  });

  test('waits again in either case when that is the setting', async () => {
    const queue = await openWithLog();
    const id = claimOne(queue);
    queue.store.handOver(ME, [id], START);
    queue.store.settle(START, gone, true);
    expect(queue.claimed({ owner: OTHER })).toEqual([id]);
  });

  const late = (id: number, next: 'sent' | 'failed', changes: Partial<AttemptReport> = {}) =>
    reportOf(id, { next }, { end: endOf(next), ...changes });

  test('gets its truth when the process turns out to be alive, in the attempt that was given up', async () => {
    const queue = await openWithLog();
    const id = claimOne(queue);
    queue.store.handOver(ME, [id], START);
    queue.store.settle(START, gone, false);
    queue.store.end([late(id, 'sent')]);
    expect(queue.store.count({})).toBe(0);
    expect(queue.get(id)).toMatchObject({
      status: 'sent',
      error: null,
      attempts: 1,
      attemptList: [{ status: 'sent' }],
    });
  });

  test('that was refused after all is failed, not unknown', async () => {
    const queue = await openWithLog();
    const id = claimOne(queue);
    queue.store.handOver(ME, [id], START);
    queue.store.settle(START, gone, false);
    queue.store.end([late(id, 'failed')]);
    expect(queue.row(id)?.state).toBe('failed');
  });

  test('and that waits again is not sent a second time when the first was taken, not even by one that has begun', async () => {
    const queue = await openWithLog();
    const [waiting, begun] = [queue.enter('a@x.test'), queue.enter('b@x.test')];
    queue.claim();
    queue.store.handOver(ME, [waiting, begun], START);
    queue.store.settle(START, gone, true);
    expect(queue.claimed({ owner: OTHER, only: [begun] })).toEqual([begun]);
    queue.store.end([late(waiting, 'sent'), late(begun, 'sent')]);
    expect(queue.store.handOver(OTHER, [begun], START)).toEqual([begun]);
    expect(queue.claimed({ owner: OTHER })).toEqual([]);
    expect([queue.get(waiting).status, queue.get(begun).status]).toEqual(['sent', 'sent']);
  });

  test('and that another one has handed over already keeps that one’s outcome', async () => {
    const queue = await openWithLog();
    const id = claimOne(queue);
    queue.store.handOver(ME, [id], START);
    queue.store.settle(START, gone, true);
    queue.claim({ owner: OTHER });
    queue.store.handOver(OTHER, [id], START);
    queue.store.end([late(id, 'sent')]);
    expect(queue.row(id)).toMatchObject({ state: 'sending', owner: OTHER });
    queue.store.end([late(id, 'sent', { owner: OTHER })]);
    expect(queue.get(id)).toMatchObject({ status: 'sent', attempts: 2, attemptList: [{ number: 1 }, { number: 2 }] });
  });

  test('and that a person removed meanwhile is told as sent', async () => {
    const queue = await openWithLog();
    const id = claimOne(queue);
    queue.store.handOver(ME, [id], START);
    queue.store.settle(START, gone, false);
    queue.store.remove([id], 'removed by kim', START);
    expect(queue.get(id)).toMatchObject({ status: 'unknown', note: 'removed by kim' });
    queue.store.end([late(id, 'sent')]);
    expect(queue.get(id)).toMatchObject({ status: 'sent', note: 'removed by kim' });
  });
});

describe('what the log keeps of a message that has left', () => {
  const steps = JSON.stringify(
    ['connect', 'sender', 'recipient', 'data', 'accepted'].map((step) => {
      return {
        step,
        status: 'ok',
        startedMs: 0,
        durationMs: 1,
        detail: step === 'connect' ? '192.0.2.1' : 'pat@example.org',
      };
    }),
  );
  const told = {
    recipients: JSON.stringify([{ ...refused, address: 'pat@example.org' }]),
    reply: '250 2.1.5 <pat@example.org> taken',
    error: JSON.stringify({ code: 'RECIPIENT_REJECTED', message: 'pat@example.org was refused.' }),
    steps,
  };
  const file = {
    byteOffset: 1,
    sha256: 'b'.repeat(64),
    name: 'secret.pdf',
    contentType: 'application/pdf',
    sizeBytes: 3,
  };

  async function leave(keep: 'full' | 'envelope' | 'outcome', how: 'sent' | 'removed' | 'marked' | 'put away') {
    const queue = await openWithLog();
    const id = queue.enter('pat@example.org', { keep, files: [file] });
    if (how !== 'removed') queue.claim();
    if (how === 'sent') queue.end(id, { next: 'sent' }, { end: endOf('sent', told) });
    if (how === 'removed') queue.store.remove([id], 'removed', START);
    if (how === 'marked') queue.end(id, { next: 'unknown' }, { end: endOf('unknown', told) });
    if (how === 'marked') queue.store.markSent([id], 'marked', START);
    if (how === 'put away') queue.end(id, { next: 'failed' }, { end: endOf('failed', told) });
    if (how === 'put away') queue.store.prune(START + 1001);
    const count = (sql: string) => queue.database.prepare(sql).pluck().get();
    return {
      delivery: queue.get(id),
      source: count('SELECT count(*) FROM delivery_messages'),
      files: count('SELECT count(*) FROM delivery_attachments'),
      transcript: expectValue(queue.log.transcript(id, undefined)).lines.length,
    };
  }

  test('is everything by default', async () => {
    const { delivery, ...kept } = await leave('full', 'sent');
    expect(kept).toEqual({ source: 1, files: 1, transcript: 1 });
    expect(delivery).toMatchObject({ subject: 'A ticket', recipients: ['pat@example.org'] });
  });

  test('is neither body nor attachments for “envelope”', async () => {
    const { delivery, ...kept } = await leave('envelope', 'sent');
    expect(kept).toEqual({ source: 0, files: 0, transcript: 1 });
    expect(delivery).toMatchObject({ subject: 'A ticket', recipients: ['pat@example.org'] });
  });

  test.each(['sent', 'removed', 'marked', 'put away'] as const)(
    'names nobody and says nothing for “outcome” when it was %s',
    async (how) => {
      const { delivery, ...kept } = await leave('outcome', how);
      expect(kept).toEqual({ source: 0, files: 0, transcript: 0 });
      expect(delivery).toMatchObject({ subject: '(Not kept)', recipients: [], sender: '', initiator: null });
      expect(JSON.stringify({ ...delivery, messageId: '' })).not.toMatch(/pat|@|A ticket|secret/);
      if (how === 'sent') {
        expect(delivery).toMatchObject({ status: 'sent', reply: '250 2.1.5', error: { code: 'RECIPIENT_REJECTED' } });
        expect(delivery.attemptList[0]?.steps.map((step) => step.step)).toHaveLength(5);
      }
    },
  );
});
