import { describe, expect, test } from 'vitest';
import { createDeliveryLog, type DeliveryLog } from '../../src/main/log/delivery-log.ts';
import { createLogStore } from '../../src/main/log/log-store.ts';
import type { AttemptReport, Decision } from '../../src/main/queue/store/attempt-report.ts';
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
    expect(queue.log.list({ status: 'queued' }).rows).toMatchObject([{ id, attempts: 1, reply: '450 4.2.0 Later' }]);
    expect(queue.store.list({ after: 0, limit: 9 })).toMatchObject([
      { state: 'pending', waitsFor: 'greylisting', nextAttemptAt: new Date(START + 30_000).toISOString(), attempts: 1 },
    ]);
    expect(queue.claim({ now: START + 29_999 })).toEqual([]);
    expect(queue.claim({ now: START + 30_000 })).toMatchObject([
      { openRecipients: ['b@x.test'], results: [accepted, refused], tries: 1, firstTriedAt: START },
    ]);
    queue.end(id, { ...retry, counts: false } as Decision, { open: ['b@x.test'], firstTriedAt: START });
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

  test('that fails for good after some recipients were refused is tried again for all of them when a person says so', async () => {
    const queue = await openWithLog();
    const id = claimOne(queue, ['a@x.test', 'b@x.test']);
    const noA: RecipientResult = { address: 'a@x.test', status: 'rejected', reply: '550 no' };
    queue.end(id, { ...retry, dueAt: START } as Decision, { results: [noA, refused], open: ['b@x.test'] });
    expect(queue.claim()).toMatchObject([{ openRecipients: ['b@x.test'] }]);
    queue.end(id, { next: 'failed' }, { results: [noA, refused], open: ['a@x.test', 'b@x.test'] });
    expect(queue.store.retry([id], START)).toBe(1);
    expect(queue.claim()).toMatchObject([{ openRecipients: ['a@x.test', 'b@x.test'] }]);
  });

  test('that doesn’t count leaves a message that a person sends now so: it passes the pause again, but not the circuit', async () => {
    const queue = await openWithLog();
    const id = queue.enter();
    const untouched: Decision = { next: 'pending', dueAt: START, waitsFor: null, counts: false };
    const circuit = {
      openedAt: '',
      failure: { code: 'AUTH_REJECTED', message: 'No.' },
      deliveryId: id,
      settingsDigest: 'digest',
      tries: 0,
      probeAt: START + 30_000,
    } as const;
    queue.store.pause({ by: 'kim', at: '', why: '' });
    queue.store.sendNow([id], START);
    for (let time = 0; time < 3; time++) {
      expect(queue.claim()).toMatchObject([{ sendNow: true, passesCircuit: time === 0 }]);
      queue.end(id, untouched, { open: ['pat@example.org'] });
    }
    queue.store.openCircuit(circuit);
    expect([queue.claimed(), queue.claimed({ only: [id] })]).toEqual([[], []]);
    expect(queue.store.list({ after: 0, limit: 1 })).toMatchObject([{ sendNow: true }]);
    const options = { owner: ME, now: START, leaseUntil: START, throttle: { perMinute: 0, perHour: 0, perDay: 0 } };
    expect(queue.store.claimProbe(options)?.deliveryId).toBe(id);
    queue.settle(gone);
    queue.store.sendNow([id], START);
    expect(queue.claim()).toMatchObject([{ sendNow: true, passesCircuit: true }]);
  });

  const gone = (owner: string) => owner === ME;

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

  test('is tried again when it was not handed over, and is unknown when it was; its history says so', async () => {
    const queue = await openWithLog();
    const [waiting, handed, others] = [queue.enter('a@x.test'), queue.enter('b@x.test'), queue.enter('c@x.test')];
    queue.claim({ limit: 2 });
    queue.claim({ owner: OTHER });
    queue.handOver(ME, [handed], START);
    expect(queue.settle(gone)).toBe(2);
    expect(queue.settle(gone)).toBe(0);
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
    expect(queue.claimed({ now: START + 29_999 })).toEqual([]);
    expect(queue.claim({ now: START + 30_000 })).toMatchObject([
      { deliveryId: waiting, tries: 1, firstTriedAt: START },
    ]);
  });

  test('waits untouched when the process had not come to it', async () => {
    const queue = await openWithLog();
    const [first, second, third] = [queue.enter('a@x.test'), queue.enter('b@x.test'), queue.enter('c@x.test')];
    const [, begun] = queue.claim();
    queue.store.begin(begun === undefined ? [] : [begun]);
    expect(queue.settle(gone)).toBe(3);
    expect([first, second, third].map((id) => [queue.row(id)?.tries, queue.get(id).attempts])).toEqual([
      [1, 1],
      [1, 1],
      [0, 0],
    ]);
    expect(queue.get(third)).toMatchObject({ status: 'queued', error: null });
    expect(queue.claim()).toMatchObject([{ deliveryId: third, claim: 2, tries: 0, firstTriedAt: null, begun: true }]);
  });

  test('and that ends each process that tries it waits longer each time, and fails in the end', async () => {
    const queue = await openWithLog();
    const id = queue.enter();
    const waits: number[] = [];
    let at = START;
    for (let time = 0; time < 100 && queue.row(id)?.state === 'pending'; time++) {
      expect(queue.claimed({ now: at })).toEqual([id]);
      queue.settle(gone, { at });
      const due = Number(queue.row(id)?.due_at);
      waits.push((due - at) / 1000);
      at = due;
    }
    expect(waits.slice(0, 9)).toEqual([30, 60, 120, 240, 480, 960, 1920, 3600, 3600]);
    expect(waits.length).toBeLessThan(40);
    expect(queue.row(id)).toMatchObject({ state: 'failed', failed_at: START + 24 * 3_600_000 });
    expect(queue.get(id)).toMatchObject({ status: 'failed', error: { code: 'CONNECTION_LOST' } });
    expect(queue.get(id).error?.message).toMatch(/^Given up after 24 hours\./);
    expect(queue.claimed({ now: at + 1e9 })).toEqual([]);
  });

  test('is unknown in either case when its computer went down: what was written last may be lost', async () => {
    const queue = await openWithLog();
    const id = claimOne(queue);
    expect(queue.settle(gone, { isCertain: (owner) => owner !== ME })).toBe(1);
    expect(queue.row(id)?.state).toBe('unknown');
    expect(queue.get(id).attemptList).toMatchObject([{ status: 'unknown' }]);
  });

  test('waits again in either case when that is the setting', async () => {
    const queue = await openWithLog();
    const id = claimOne(queue);
    queue.handOver(ME, [id], START);
    queue.settle(gone, { settings: { resendUnknown: true } });
    expect(queue.claimed({ owner: OTHER, now: START + 30_000 })).toEqual([id]);
  });

  const late = (id: number, next: 'sent' | 'failed', changes: Partial<AttemptReport> = {}) =>
    reportOf(id, { next }, { end: endOf(next), ...changes });

  test('gets its truth when the process turns out to be alive, in the attempt that was given up', async () => {
    const queue = await openWithLog();
    const id = claimOne(queue);
    queue.handOver(ME, [id], START);
    queue.settle(gone);
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
    queue.handOver(ME, [id], START);
    queue.settle(gone);
    queue.store.end([late(id, 'failed')]);
    expect(queue.row(id)?.state).toBe('failed');
  });

  test('and that waits again is not sent a second time when the first was taken, not even by one that has begun', async () => {
    const queue = await openWithLog();
    const [waiting, begun] = [queue.enter('a@x.test'), queue.enter('b@x.test')];
    queue.claim();
    queue.handOver(ME, [waiting, begun], START);
    queue.settle(gone, { settings: { resendUnknown: true } });
    expect(queue.claimed({ owner: OTHER, only: [begun] })).toEqual([begun]);
    queue.store.end([late(waiting, 'sent'), late(begun, 'sent')]);
    expect(queue.handOver(OTHER, [begun], START)).toEqual([begun]);
    expect(queue.claimed({ owner: OTHER })).toEqual([]);
    expect([queue.get(waiting).status, queue.get(begun).status]).toEqual(['sent', 'sent']);
  });

  test('and that another one has handed over already keeps that one’s outcome', async () => {
    const queue = await openWithLog();
    const id = claimOne(queue);
    queue.handOver(ME, [id], START);
    queue.settle(gone, { settings: { resendUnknown: true } });
    queue.claim({ owner: OTHER, now: START + 30_000 });
    queue.handOver(OTHER, [id]);
    queue.store.end([late(id, 'sent')]);
    expect(queue.row(id)).toMatchObject({ state: 'sending', owner: OTHER });
    queue.store.end([late(id, 'sent', { owner: OTHER, claim: 2 })]);
    expect(queue.get(id)).toMatchObject({ status: 'sent', attempts: 2, attemptList: [{ number: 1 }, { number: 2 }] });
  });

  test.each<[string, Decision, object | undefined]>([
    ['is to be tried again', { ...retry, dueAt: START + 150_000 }, { state: 'unknown' }],
    ['has failed', { next: 'failed' }, { state: 'unknown' }],
    ['is unknown', { next: 'unknown' }, { state: 'unknown' }],
    ['is sent', { next: 'sent' }, undefined],
  ])(
    'stays unknown of a later claim when an earlier one turns out that it %s, unless it is sent',
    async (_what, decision, row) => {
      const queue = await openWithLog();
      const id = claimOne(queue);
      queue.settle(gone);
      queue.claim({ owner: OTHER, now: START + 30_000 });
      queue.handOver(OTHER, [id]);
      queue.settle((owner) => owner === OTHER, { at: START + 140_000 });
      expect(queue.row(id)).toMatchObject({ state: 'unknown' });
      queue.store.end([queue.report(id, decision, { open: ['a@x.test'], now: START + 141_000 })]);
      if (row === undefined) expect(queue.row(id)).toBeUndefined();
      else expect(queue.row(id)).toMatchObject(row);
      expect(queue.get(id).status).toBe(row === undefined ? 'sent' : 'unknown');
      expect(queue.get(id).attemptList.map(({ status }) => status)).toHaveLength(2);
      expect(queue.claimed({ now: START + 1e9 })).toEqual([]);
    },
  );

  test('and that failed meanwhile is sent when it had been taken', async () => {
    const queue = await openWithLog();
    const id = claimOne(queue);
    queue.handOver(ME, [id]);
    queue.settle(gone);
    queue.store.sendAgain([id], START);
    queue.claim({ owner: OTHER });
    queue.store.end([queue.report(id, { next: 'failed' }, { owner: OTHER })]);
    expect(queue.get(id).status).toBe('failed');
    queue.store.end([late(id, 'sent')]);
    expect([queue.get(id).status, queue.row(id)]).toEqual(['sent', undefined]);
  });

  test('and that a person removed meanwhile is told as sent', async () => {
    const queue = await openWithLog();
    const id = claimOne(queue);
    queue.handOver(ME, [id], START);
    queue.settle(gone);
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
    const { deliveryId: id } = queue.entered({ keep, files: [file] }, { stormBrake: true });
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
      counted: count('SELECT count(*) FROM storm_counts'),
      transcript: expectValue(queue.log.transcript(id, undefined)).lines.length,
    };
  }

  test('is everything by default', async () => {
    const { delivery, ...kept } = await leave('full', 'sent');
    expect(kept).toEqual({ source: 1, files: 1, counted: 1, transcript: 1 });
    expect(delivery).toMatchObject({ subject: 'A ticket', recipients: ['pat@example.org'] });
  });

  test('is neither body nor attachments for “envelope”', async () => {
    const { delivery, ...kept } = await leave('envelope', 'sent');
    expect(kept).toEqual({ source: 0, files: 0, counted: 1, transcript: 1 });
    expect(delivery).toMatchObject({ subject: 'A ticket', recipients: ['pat@example.org'] });
  });

  test.each(['sent', 'removed', 'marked', 'put away'] as const)(
    'names nobody and says nothing for “outcome” when it was %s',
    async (how) => {
      const { delivery, ...kept } = await leave('outcome', how);
      // A digest of it, so that the storm brake goes on counting.
      expect(kept).toEqual({ source: 0, files: 0, counted: 1, transcript: 0 });
      expect(delivery).toMatchObject({ subject: '(Not kept)', recipients: [], sender: '', initiator: null });
      expect(JSON.stringify({ ...delivery, messageId: '' })).not.toMatch(/pat|@|A ticket|secret/);
      if (how === 'sent') {
        expect(delivery).toMatchObject({ status: 'sent', reply: '250 2.1.5', error: { code: 'RECIPIENT_REJECTED' } });
        expect(delivery.attemptList[0]?.steps.map((step) => step.step)).toHaveLength(5);
      }
    },
  );
});
