import { expect, test } from 'vitest';
import { answering } from '../servers/answers.ts';
import { startScripted } from '../servers/scripted.ts';
import { account, startSmtpServer } from '../servers/smtp-server.ts';
import { openQueueUnderTest, type QueueUnderTest } from './queue-under-test.ts';

/** Two messages that wait for a connection whose next try is an hour off. */
async function cutOff(queue: QueueUnderTest): Promise<readonly number[]> {
  const ids = [queue.enter('one@x.test'), queue.enter('two@x.test')];
  queue.store.openCircuit({
    openedAt: new Date().toISOString(),
    failure: { code: 'AUTH_REJECTED', message: 'The server refused to sign in.' },
    deliveryId: ids[0] ?? 0,
    settingsDigest: queue.settings.active().digest,
    tries: 4,
    probeAt: Date.now() + 3_600_000,
  });
  expect(await queue.service.run({})).toMatchObject({ sent: 0, pending: 2 });
  return ids;
}

test('a server that has recovered is found out by one message, before its time', async ({ onTestFinished }) => {
  const server = await startScripted(answering({}));
  onTestFinished(server.close);
  const queue = await openQueueUnderTest(server.port);
  const [first = 0, second = 0] = await cutOff(queue);
  expect(await queue.service.probe()).toEqual({ tried: true, circuit: null });
  expect([queue.item(first), queue.item(second)?.state]).toEqual([undefined, 'pending']);
  expect(server.messages()).toBe(1);
  expect(queue.service.status().circuit).toBeNull();
  expect(await queue.service.run({})).toMatchObject({ sent: 1 });
  expect(queue.bugs).toEqual([]);
});

test('one that has not is tried once, and goes on being at fault', async ({ onTestFinished }) => {
  const server = await startSmtpServer({ mechanisms: ['PLAIN'], authenticationRequired: true });
  onTestFinished(server.close);
  const queue = await openQueueUnderTest(server.port, {
    'smtp.authentication': true,
    'smtp.username': account.username,
  });
  await queue.settings.setSecrets({ password: 'wrong' });
  const [first = 0, second = 0] = await cutOff(queue);
  const { tried, circuit } = await queue.service.probe();
  expect([tried, circuit?.failure.code]).toEqual([true, 'AUTH_REJECTED']);
  expect(server.signIns).toHaveLength(1);
  expect([queue.item(first)?.attempts, queue.item(second)?.attempts]).toEqual([1, 0]);
  expect(Date.parse(circuit?.nextProbeAt ?? '')).toBeGreaterThan(Date.now());
  // Each time that a person asks, however soon.
  expect(await queue.service.probe()).toMatchObject({ tried: true });
  expect(server.signIns).toHaveLength(2);
  expect(queue.bugs).toEqual([]);
});

test('one that can’t even be reached is tried once', async () => {
  const queue = await openQueueUnderTest(1);
  const ids = await cutOff(queue);
  expect(await queue.service.probe()).toMatchObject({ tried: true, circuit: { failure: { code: 'AUTH_REJECTED' } } });
  expect(ids.map((id) => queue.item(id)?.attempts)).toEqual([1, 0]);
});

test.each<[what: string, prepare: (queue: QueueUnderTest) => Promise<unknown>, circuit: 'open' | 'closed']>([
  ['no connection is at fault', async (queue) => queue.enter('one@x.test'), 'closed'],
  [
    'the queue is paused',
    async (queue) => {
      await cutOff(queue);
      await queue.service.pause({ why: '' });
    },
    'open',
  ],
  [
    'no message waits',
    async (queue) => {
      await cutOff(queue);
      await queue.service.remove({ ids: 'all' });
    },
    'open',
  ],
  [
    'each waits for its time',
    async (queue) => {
      await cutOff(queue);
      await queue.service.remove({ ids: 'all' });
      queue.enter('later@x.test', { notBefore: Date.now() + 3_600_000 });
    },
    'open',
  ],
])('nothing is tried when %s', async (_what, prepare, circuit) => {
  const queue = await openQueueUnderTest(1);
  await prepare(queue);
  const probed = await queue.service.probe();
  expect([probed.tried, probed.circuit === null ? 'closed' : 'open']).toEqual([false, circuit]);
});
