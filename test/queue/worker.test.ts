import { expect, test } from 'vitest';
import { answering } from '../servers/answers.ts';
import { startScripted } from '../servers/scripted.ts';
import { startSmtpServer } from '../servers/smtp-server.ts';
import { waitFor } from '../wait.ts';
import { openQueueUnderTest } from './queue-under-test.ts';

test('a run sends what is due over one connection, and the log has each message', async ({ onTestFinished }) => {
  const server = await startSmtpServer();
  onTestFinished(server.close);
  const queue = await openQueueUnderTest(server.port, { 'queue.connections': 1 });
  const ids = Array.from({ length: 30 }, (_, index) => queue.enter(`to-${index}@recipient.test`));
  expect(await queue.service.run({})).toEqual({ sent: 30, failed: 0, unknown: 0, pending: 0 });
  expect(server.messages).toHaveLength(30);
  expect(server.connections()).toBe(1);
  expect(queue.service.status().total).toBe(0);
  const { rows } = queue.log.list({ limit: 100 });
  expect(rows.map(({ id }) => id).toSorted((one, other) => one - other)).toEqual(ids);
  expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(['sent']));
  expect(queue.bugs).toEqual([]);
});

test('a worker sends a new message at once, and leaves the connection when there is nothing more', async ({
  onTestFinished,
}) => {
  const server = await startScripted(answering({}));
  onTestFinished(server.close);
  const queue = await openQueueUnderTest(server.port, { 'queue.checkInterval': 3600 });
  queue.worker.start();
  const id = queue.enter('to@recipient.test');
  await waitFor('the message to leave', () => (queue.item(id) === undefined ? true : undefined));
  const slots = queue.database.prepare<[], number>('SELECT count(*) FROM connection_slots').pluck();
  await waitFor('the connection to be left', () => (slots.get() === 0 ? true : undefined));
  expect(server.lines).toContain('QUIT');
  expect(queue.bugs).toEqual([]);
});

test('a message that is to wait leaves when its time has come', async ({ onTestFinished }) => {
  const server = await startSmtpServer();
  onTestFinished(server.close);
  const queue = await openQueueUnderTest(server.port, { 'queue.checkInterval': 3600 });
  queue.worker.start();
  const notBefore = Date.now() + 700;
  const id = queue.enter('to@x.test', { notBefore });
  expect(await queue.service.run({})).toMatchObject({ sent: 0, pending: 1 });
  expect(queue.item(id)).toMatchObject({ state: 'pending', waitsFor: 'schedule' });
  await waitFor('the message to leave', () => (queue.item(id) === undefined ? true : undefined));
  expect(Date.now()).toBeGreaterThanOrEqual(notBefore);
});

test('a run of some messages sends these and no others, once each, whether they are due or not', async ({
  onTestFinished,
}) => {
  const server = await startSmtpServer({ refuse: { recipients: { 'no@x.test': { code: 451, text: '4.3.0 Later' } } } });
  onTestFinished(server.close);
  const queue = await openQueueUnderTest(server.port);
  const later = queue.enter('one@x.test', { notBefore: Date.now() + 600_000 });
  const refused = queue.enter('no@x.test');
  const other = queue.enter('other@x.test');
  expect(await queue.service.run({ ids: [later, refused, 4711] })).toEqual({
    sent: 1,
    failed: 0,
    unknown: 0,
    pending: 2,
  });
  expect(queue.item(refused)).toMatchObject({ attempts: 1 });
  expect(queue.item(other)).toMatchObject({ attempts: 0 });
});

test('saved settings hold from the next message on, over a connection of their own', async ({ onTestFinished }) => {
  const [before, after] = [await startSmtpServer(), await startSmtpServer()];
  onTestFinished(before.close);
  onTestFinished(after.close);
  const queue = await openQueueUnderTest(before.port);
  queue.worker.start();
  const first = queue.enter('one@x.test');
  await waitFor('the first to leave', () => (queue.item(first) === undefined ? true : undefined));
  await queue.change({ 'smtp.port': after.port, 'smtp.envelopeSender': 'bounces@sender.test' });
  const second = queue.enter('two@x.test');
  await waitFor('the second to leave', () => (queue.item(second) === undefined ? true : undefined));
  expect(before.messages.map(({ sender }) => sender)).toEqual(['console@sender.test']);
  expect(after.messages.map(({ sender }) => sender)).toEqual(['bounces@sender.test']);
  expect(queue.log.get(second)).toMatchObject({ ok: true, value: { server: `127.0.0.1:${after.port}` } });
});

test('no more messages leave in a minute than the throttle lets', async ({ onTestFinished }) => {
  const server = await startSmtpServer();
  onTestFinished(server.close);
  const queue = await openQueueUnderTest(server.port, { 'queue.perMinute': 7 });
  for (let number = 0; number < 20; number++) queue.enter(`to-${number}@x.test`);
  expect(await queue.service.run({})).toEqual({ sent: 7, failed: 0, unknown: 0, pending: 13 });
  expect(await queue.service.run({})).toMatchObject({ sent: 0, pending: 13 });
  expect(server.messages).toHaveLength(7);
  expect(queue.service.status().throttledUntil).not.toBeNull();
});

test('the capture server is a service like any other', async () => {
  const queue = await openQueueUnderTest(1, { service: 'capture' });
  queue.enter('to@x.test');
  expect(await queue.service.run({})).toMatchObject({ sent: 1 });
  expect(queue.database.prepare('SELECT count(*) FROM captured_messages').pluck().get()).toBe(1);
});

test('a long line of messages to one recipient doesn’t keep a run from those to others', async ({ onTestFinished }) => {
  const server = await startSmtpServer({
    refuse: { recipients: { 'slow@x.test': { code: 451, text: '4.3.0 Later' } } },
  });
  onTestFinished(server.close);
  const queue = await openQueueUnderTest(server.port, { 'queue.retryFirst': 600, 'queue.retryMost': 600 });
  for (let number = 0; number < 1500; number++) queue.enter('slow@x.test');
  const other = queue.enter('quick@x.test');
  expect(await queue.service.run({})).toEqual({ sent: 1, failed: 0, unknown: 0, pending: 1500 });
  expect(queue.item(other)).toBeUndefined();
});
