import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { ownerText } from '../../src/main/process-owner.ts';
import { answering } from '../servers/answers.ts';
import { startScripted } from '../servers/scripted.ts';
import { startSmtpServer } from '../servers/smtp-server.ts';
import { waitFor } from '../wait.ts';
import { openQueueUnderTest, type QueueUnderTest } from './queue-under-test.ts';
import { takeUpWith } from './store-under-test.ts';

test('two workers on one data folder send each message once, and together open no more connections than may be', async ({
  onTestFinished,
}) => {
  let most = 0;
  let open = 0;
  const server = await startScripted(
    answering({
      connect: async (session) => {
        most = Math.max(most, ++open);
        void session.gone.then(() => open--);
        await session.send('220 mail.postroom.test ESMTP\r\n');
        return 'go on';
      },
    }),
  );
  onTestFinished(server.close);
  const one = await openQueueUnderTest(server.port, { 'queue.connections': 3 });
  const other = await openQueueUnderTest(server.port, {}, one);
  for (let number = 0; number < 150; number++) one.enter(`to-${number}@x.test`);
  one.worker.start();
  other.worker.start();
  for (let number = 150; number < 300; number++) other.enter(`to-${number}@x.test`);
  await waitFor('all to leave', () => (one.service.status().total === 0 ? true : undefined), { withinMs: 30_000 });
  const ids = server.lines.filter((line) => line.startsWith('Message-ID'));
  expect(ids).toHaveLength(300);
  expect(new Set(ids).size).toBe(300);
  expect(most).toBeLessThanOrEqual(3);
  expect([...one.bugs, ...other.bugs]).toEqual([]);
});

test('nothing begins any more when a pause has returned, what is under way ends, and it goes on afterwards', async ({
  onTestFinished,
}) => {
  const server = await startScripted(
    answering({
      RCPT: async (session) => {
        await sleep(15);
        await session.send('250 2.1.5 Ok\r\n');
        return 'go on';
      },
    }),
  );
  onTestFinished(server.close);
  const one = await openQueueUnderTest(server.port, { 'queue.connections': 4 });
  const other = await openQueueUnderTest(server.port, {}, one);
  for (let number = 0; number < 400; number++) one.enter(`to-${number}@x.test`);
  one.worker.start();
  other.worker.start();
  const begun = () => server.lines.filter((line) => line.startsWith('MAIL FROM')).length;
  await waitFor('some to leave', () => (server.messages() > 20 ? true : undefined));
  // As a third process would: it has neither of the workers.
  const third = await openQueueUnderTest(server.port, {}, one);
  const pausing = third.service.pause({ why: 'Maintenance', by: 'Pat' });
  const before = begun();
  expect(await pausing).toEqual({ underWay: 0 });
  // Those that were on their way to the server.
  expect(begun() - before).toBeLessThanOrEqual(4);
  const [then, connections] = [begun(), server.connections()];
  await sleep(700);
  expect([begun(), server.connections()]).toEqual([then, connections]);
  const status = third.service.status();
  expect(status).toMatchObject({ paused: true, pause: { by: 'Pat', why: 'Maintenance' }, counts: { sending: 0 } });
  expect(status.counts.pending).toBe(400 - server.messages());

  const [wanted] = (await third.service.list({ limit: 1, after: 0 })).items;
  await third.service.send({ ids: [wanted?.id ?? 0] });
  await third.service.run({ ids: [wanted?.id ?? 0] });
  // Whichever of the three is the first to see it.
  await waitFor('it to leave', () => (third.item(wanted?.id ?? 0) === undefined ? true : undefined));
  expect(third.service.status().counts.pending).toBe(400 - server.messages());

  expect(third.service.resume()).toEqual({ resumed: true });
  one.worker.look();
  await waitFor('all to leave', () => (third.service.status().total === 0 ? true : undefined), { withinMs: 30_000 });
  expect(server.messages()).toBe(400);
});

/** A server that keeps each session waiting at RCPT until it is released. Sessions count from 1. */
async function startHolding(onTestFinished: (close: () => Promise<void>) => void) {
  const gates = Array.from({ length: 3 }, () => Promise.withResolvers<void>());
  const waiting = new Set<number>();
  const numbers = new Map<unknown, number>();
  const server = await startScripted(
    answering({
      connect: async (session) => {
        numbers.set(session, numbers.size + 1);
        await session.send('220 mail.postroom.test ESMTP\r\n');
        return 'go on';
      },
      RCPT: async (session, line) => {
        const number = numbers.get(session) ?? 0;
        if (line.includes('slow@')) {
          waiting.add(number);
          await gates[number - 1]?.promise;
        }
        await session.send('250 2.1.5 Ok\r\n');
        return 'go on';
      },
    }),
  );
  onTestFinished(server.close);
  return {
    server,
    held: (number: number) =>
      waitFor(`session ${number} to wait`, () => (waiting.has(number) ? true : undefined), { withinMs: 10_000 }),
    release: (number: number) => gates[number - 1]?.resolve(),
  };
}

/** Takes all away that is under way, as if its leases had ended. */
function takeAway({ store }: QueueUnderTest): void {
  store.settle(Date.now(), () => true, takeUpWith({ retryFirst: 1 }, Date.now()));
}

test('a process that has lost its message while it was asleep doesn’t end it, and whoever has it sends it', async ({
  onTestFinished,
}) => {
  const { server, held, release } = await startHolding(onTestFinished);
  const asleep = await openQueueUnderTest(server.port);
  const id = asleep.enter('slow@x.test');
  asleep.worker.start();
  await held(1);
  const awake = await openQueueUnderTest(server.port, {}, asleep);
  takeAway(awake);
  awake.worker.start();
  await held(2);
  release(1);
  await sleep(300);
  expect([awake.item(id)?.state, server.messages()]).toEqual(['sending', 0]);
  release(2);
  await waitFor('it to leave', () => (awake.item(id) === undefined ? true : undefined));
  await asleep.worker.stop();
  expect(server.messages()).toBe(1);
  expect(awake.log.get(id)).toMatchObject({ ok: true, value: { status: 'sent' } });
  expect([...asleep.bugs, ...awake.bugs]).toEqual([]);
});

test('a message that one connection has lost and another one of the same process has is sent once', async ({
  onTestFinished,
}) => {
  const { server, held, release } = await startHolding(onTestFinished);
  const queue = await openQueueUnderTest(server.port, { 'queue.connections': 2 });
  queue.worker.start();
  const first = queue.enter('quick@x.test');
  await waitFor('the server to be known', () => (queue.item(first) === undefined ? true : undefined));
  const id = queue.enter('slow@x.test');
  await held(1);
  takeAway(queue);
  queue.worker.look();
  await held(2);
  // Whoever had it first asks first.
  release(1);
  await sleep(300);
  expect([queue.item(id)?.state, server.messages()]).toEqual(['sending', 1]);
  release(2);
  await waitFor('it to leave', () => (queue.item(id) === undefined ? true : undefined));
  await queue.worker.stop();
  expect(server.messages()).toBe(2);
  expect(queue.log.get(id)).toMatchObject({ ok: true, value: { status: 'sent' } });
  expect(queue.bugs).toEqual([]);
});

test('a connection that ends after a pause is not made anew: its message waits', async ({ onTestFinished }) => {
  const { promise: paused, resolve: pause } = Promise.withResolvers<void>();
  let messages = 0;
  const server = await startScripted(
    answering({
      MAIL: async (session) => {
        if (++messages === 2) {
          await paused;
          return 'stop';
        }
        await session.send('250 2.1.0 Ok\r\n');
        return 'go on';
      },
    }),
  );
  onTestFinished(server.close);
  const queue = await openQueueUnderTest(server.port, { 'queue.connections': 1 });
  queue.worker.start();
  const first = queue.enter('one@x.test');
  await waitFor('the first to leave', () => (queue.item(first) === undefined ? true : undefined));
  const second = queue.enter('two@x.test');
  await waitFor('the second to begin', () => (messages === 2 ? true : undefined));
  queue.store.pause({ by: 'Pat', at: new Date().toISOString(), why: '' });
  pause();
  await waitFor('it to be given back', () => (queue.item(second)?.state === 'pending' ? true : undefined));
  await sleep(300);
  expect([server.connections(), messages]).toEqual([1, 2]);
  expect(queue.item(second)).toMatchObject({ attempts: 0, waitsFor: null, error: null });
  queue.service.resume();
  await waitFor('it to leave', () => (queue.item(second) === undefined ? true : undefined));
  expect(queue.bugs).toEqual([]);
});

test('what a process left behind that is gone is taken up: before its end as pending, after it as unknown', async ({
  onTestFinished,
}) => {
  const server = await startSmtpServer();
  onTestFinished(server.close);
  const queue = await openQueueUnderTest(server.port);
  const ids = ['one', 'two', 'three', 'four'].map((name) => queue.enter(`${name}@x.test`));
  const [before = 0, after = 0, powerFailed = 0, elsewhere = 0] = ids;
  const here = JSON.parse(ownerText('gone')) as Record<string, unknown>;
  const take = queue.database.prepare(
    "UPDATE queue SET state = 'sending', owner = ?, lease_until = ?, handed_over = ? WHERE delivery_id = ?",
  );
  const takeFor = (id: number, owner: object, handedOver: number) =>
    take.run(JSON.stringify({ ...here, pid: 2 ** 22 + 7, ...owner }), Date.now() + 60_000, handedOver, id);
  takeFor(before, {}, 0);
  takeFor(after, {}, 1);
  takeFor(powerFailed, { pid: process.pid, boot: 'another' }, 0);
  takeFor(elsewhere, { computer: 'far-away' }, 1);
  expect(await queue.service.run({})).toEqual({ sent: 1, failed: 0, unknown: 0, pending: 0 });
  expect(ids.map((id) => queue.item(id)?.state)).toEqual([undefined, 'unknown', 'unknown', 'sending']);
});

test('at the end what hasn’t begun is given back, and what is under way finishes', async ({ onTestFinished }) => {
  const server = await startScripted(
    answering({
      message: async (session) => {
        await sleep(300);
        await session.send('250 2.0.0 Ok\r\n');
        return 'go on';
      },
    }),
  );
  onTestFinished(server.close);
  const queue = await openQueueUnderTest(server.port, { 'queue.connections': 1 });
  for (let number = 0; number < 4; number++) queue.enter(`to-${number}@x.test`);
  queue.worker.start();
  await waitFor('the first to be there', () => (server.messages() === 1 ? true : undefined));
  await queue.worker.stop();
  expect(queue.service.status().counts).toMatchObject({ pending: 3, sending: 0, unknown: 0 });
  expect(server.messages()).toBe(1);
  expect(queue.service.status().workers).toBe(0);
});
