import { userInfo } from 'node:os';
import { expect, test } from 'vitest';
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
  });
  expect(queue.service.list({ limit: 10, after: 0 })).toEqual({ paused: false, total: 0, items: [], next: null });
});

test('a pause names who and why, the first one stays, and only one resume ends it', async () => {
  const queue = await openQueueUnderTest(NOBODY);
  expect(await queue.service.pause({ why: 'Disk' })).toEqual({ underWay: 0 });
  await queue.service.pause({ why: 'Another', by: 'Pat' });
  expect(queue.service.status().pause).toMatchObject({ by: userInfo().username, why: 'Disk' });
  expect(queue.service.list({ limit: 10, after: 0 }).paused).toBe(true);
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
  expect(await queue.service.release({ ids: [held, free] })).toEqual({ changed: 1 });
  expect(await queue.service.run({})).toMatchObject({ sent: 1 });
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
  expect(queue.service.list({ limit: 10, after: 0 }).items.map(({ id }) => id)).toEqual([other]);
});

test('a list comes in pages', async () => {
  const queue = await openQueueUnderTest(NOBODY);
  const ids = Array.from({ length: 5 }, () => queue.enter('a@x.test'));
  const first = queue.service.list({ limit: 3, after: 0 });
  expect(first).toMatchObject({ total: 5, next: ids[2] });
  const second = queue.service.list({ limit: 3, after: first.next ?? 0 });
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids);
  expect(second.next).toBeNull();
});
