import { userInfo } from 'node:os';
import { describe, expect, test } from 'vitest';
import { answering } from '../servers/answers.ts';
import { startScripted } from '../servers/scripted.ts';
import { openQueueUnderTest } from './queue-under-test.ts';

const NOBODY = 1;

test('an empty queue says so', async () => {
  const queue = await openQueueUnderTest(NOBODY);
  expect(queue.service.status()).toEqual({
    paused: false,
    pause: null,
    circuit: null,
    counts: { pending: 0, sending: 0, failed: 0, held: 0, unknown: 0 },
    total: 0,
    nextAttemptAt: null,
    workers: 0,
    throttledUntil: null,
    trouble: null,
  });
  expect(await queue.service.list({ limit: 10, after: 0 })).toEqual({
    paused: false,
    total: 0,
    messages: 0,
    newest: 0,
    items: [],
    next: null,
  });
});

test('a pause names who and why, the first one stays, and only one resume ends it', async () => {
  const queue = await openQueueUnderTest(NOBODY);
  expect(await queue.service.pause({ why: 'Disk' })).toEqual({ underWay: 0 });
  await queue.service.pause({ why: 'Another', by: 'Pat' });
  expect(queue.service.status().pause).toMatchObject({ by: userInfo().username, why: 'Disk' });
  expect((await queue.service.list({ limit: 10, after: 0 })).paused).toBe(true);
  expect([queue.service.resume(), queue.service.resume()]).toEqual([{ resumed: true }, { resumed: false }]);
});

test('what is held waits until it is released', async ({ onTestFinished }) => {
  const server = await startScripted(answering({}));
  onTestFinished(server.close);
  const queue = await openQueueUnderTest(server.port);
  const [held, free] = [queue.enter('a@x.test'), queue.enter('b@x.test')];
  expect(await queue.service.hold({ ids: [held] })).toEqual({ changed: 1 });
  expect(await queue.service.run({})).toMatchObject({ sent: 1 });
  expect(queue.item(held)).toMatchObject({ state: 'held', heldBecause: 'person' });
  expect(queue.item(free)).toBeUndefined();
  expect(await queue.service.release({ ids: [held, free] })).toEqual({ changed: 1, missing: [free] });
  expect(await queue.service.run({})).toMatchObject({ sent: 1 });
});

test('what has no recipients is not tried again, and that is told', async () => {
  const queue = await openQueueUnderTest(NOBODY);
  const failure = { code: 'RECIPIENT_MISSING', message: 'Nobody.' } as const;
  const id = queue.enter([], { failure });
  expect(await queue.service.retry({ ids: 'all' })).toEqual({ changed: 0, withoutRecipients: 1 });
  expect(await queue.service.send({ ids: [id, id + 1] })).toMatchObject({
    changed: 0,
    withoutRecipients: 1,
    missing: [id + 1],
  });
  expect(queue.item(id)?.state).toBe('failed');
  expect(await queue.service.remove({ ids: [id] })).toEqual({ changed: 1 });
});

test('what failed begins anew when a person says so, and is sent to whom it has not reached', async ({
  onTestFinished,
}) => {
  let refuses = true;
  const server = await startScripted(
    answering({
      RCPT: async (session) => {
        await session.send(refuses ? '550 5.1.1 Nobody\r\n' : '250 2.1.5 Ok\r\n');
        return 'go on';
      },
    }),
  );
  onTestFinished(server.close);
  const queue = await openQueueUnderTest(server.port);
  const id = queue.enter(['a@x.test', 'b@x.test']);
  expect(await queue.service.run({})).toMatchObject({ failed: 1 });
  refuses = false;
  expect(await queue.service.retry({ ids: [id] })).toEqual({ changed: 1 });
  expect(await queue.service.run({})).toMatchObject({ sent: 1 });
  expect(server.lines.filter((line) => line.startsWith('RCPT'))).toHaveLength(4);
});

test('a message that is deleted leaves a row in the log that says who did it', async () => {
  const queue = await openQueueUnderTest(NOBODY);
  const id = queue.enter('a@x.test');
  expect(await queue.service.remove({ ids: [id], by: 'Pat' })).toEqual({ changed: 1 });
  expect(queue.item(id)).toBeUndefined();
  const entry = queue.log.get(id);
  expect(entry).toMatchObject({ ok: true, value: { status: 'cancelled', note: 'Pat deleted it from the queue.' } });
});

test('all that a filter shows are changed, however many, and no others', async () => {
  const queue = await openQueueUnderTest(NOBODY);
  for (let number = 0; number < 700; number++) queue.enter('many@x.test');
  const other = queue.enter('other@x.test');
  expect(await queue.service.hold({ ids: 'all', search: 'many@' })).toEqual({ changed: 700 });
  expect(queue.service.status().counts).toMatchObject({ held: 700, pending: 1 });
  expect(await queue.service.remove({ ids: 'all', state: 'held' })).toEqual({ changed: 700 });
  expect((await queue.service.list({ limit: 10, after: 0 })).items.map(({ id }) => id)).toEqual([other]);
});

test('a list comes in pages', async () => {
  const queue = await openQueueUnderTest(NOBODY);
  const ids = Array.from({ length: 5 }, () => queue.enter('a@x.test'));
  const first = await queue.service.list({ limit: 3, after: 0 });
  expect(first).toMatchObject({ total: 5, next: ids[2] });
  const second = await queue.service.list({ limit: 3, after: first.next ?? 0 });
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids);
  expect(second.next).toBeNull();
});

describe('a storm', () => {
  const brake = { 'queue.stormBrake': true, 'queue.stormLimit': 2 };

  test('counts, before and after, for all that its row stands for', async () => {
    const queue = await openQueueUnderTest(NOBODY, brake);
    // The row shows the first; a search finds it by that one's subject, whichever stands for the storm later.
    for (let number = 1; number <= 700; number++)
      queue.enter('pat@x.test', { subject: number === 3 ? 'Disk full' : 'Disk still full' });
    const selection = { ids: 'all', search: 'disk full' } as const;
    expect(await queue.service.list({ limit: 10, after: 0, search: 'disk full' })).toMatchObject({
      total: 1,
      messages: 698,
      items: [{ id: 3, similar: 697 }],
    });
    expect(await queue.service.count(selection)).toEqual({ messages: 698, newest: 700 });
    expect(await queue.service.count({ ...selection, action: 'delete' })).toMatchObject({ messages: 698 });
    expect(await queue.service.count({ ids: [3], action: 'delete' })).toMatchObject({ messages: 698 });
    expect(await queue.service.count({ ids: [3], action: 'retry' })).toMatchObject({ messages: 0 });
    expect(await queue.service.remove(selection)).toEqual({ changed: 698 });
    expect(queue.service.status()).toMatchObject({ total: 2 });
  });

  test('is sent now as a whole, and its messages are named', async () => {
    const queue = await openQueueUnderTest(NOBODY, brake);
    for (let number = 1; number <= 5; number++) queue.enter('pat@x.test');
    expect(await queue.service.send({ ids: [3] })).toEqual({ changed: 3, ids: [3, 4, 5] });
  });
});

test('what is queued after a person was asked is not touched', async () => {
  const queue = await openQueueUnderTest(NOBODY);
  const before = [queue.enter('a@x.test'), queue.enter('b@x.test')];
  const { messages, newest } = await queue.service.count({ ids: 'all', action: 'delete' });
  expect([messages, newest]).toEqual([2, before[1]]);
  const later = queue.enter('c@x.test');
  expect(await queue.service.count({ ids: 'all', action: 'delete', upTo: newest })).toEqual({ messages: 2, newest });
  expect(await queue.service.remove({ ids: 'all', upTo: newest })).toEqual({ changed: 2 });
  expect((await queue.service.list({ limit: 10, after: 0 })).items.map(({ id }) => id)).toEqual([later]);
});

test('who had a message of unknown outcome sent again stands in the log', async () => {
  const queue = await openQueueUnderTest(NOBODY);
  const id = queue.enter('a@x.test');
  const owner = 'gone';
  queue.database.prepare("UPDATE queue SET state = 'unknown', owner = ? WHERE delivery_id = ?").run(owner, id);
  expect(await queue.service.resolve({ ids: [id], as: 'again', by: 'Pat' })).toEqual({ changed: 1 });
  expect(queue.database.prepare('SELECT note FROM deliveries WHERE id = ?').pluck().get(id)).toBe(
    'Pat had it sent again.',
  );
});
