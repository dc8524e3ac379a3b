import { expect, onTestFinished, test } from 'vitest';
import { answering, thenHangUp } from '../servers/answers.ts';
import { freePorts } from '../servers/free-ports.ts';
import { startScripted } from '../servers/scripted.ts';
import { account, startSmtpServer } from '../servers/smtp-server.ts';
import { waitFor } from '../wait.ts';
import { openQueueUnderTest, type QueueUnderTest } from './queue-under-test.ts';

const signsIn = { 'smtp.authentication': true, 'smtp.username': account.username };

function tried(queue: QueueUnderTest, ids: readonly number[]): number {
  return ids.filter((id) => (queue.item(id)?.attempts ?? 0) > 0).length;
}

async function emptied(queue: QueueUnderTest): Promise<void> {
  await waitFor('all to leave', () => (queue.service.status().total === 0 ? true : undefined), { withinMs: 30_000 });
}

test('while nobody answers, few are tried and the others wait untouched; all leave when somebody does', async ({
  onTestFinished,
}) => {
  const [port = 0] = await freePorts(1);
  const queue = await openQueueUnderTest(port, { 'queue.connections': 2 });
  const ids = Array.from({ length: 12 }, (_, number) => queue.enter(`to-${number}@x.test`));
  queue.worker.start();
  await waitFor('the first attempt', () => (queue.item(ids[0] ?? 0)?.attempts === 1 ? true : undefined));
  expect(tried(queue, ids)).toBeLessThan(4);
  expect(queue.service.status().circuit).toBeNull();
  const up = await startScripted(answering({}), { port });
  onTestFinished(up.close);
  queue.worker.hurry();
  await emptied(queue);
  expect(up.messages()).toBe(12);
  expect(queue.bugs).toEqual([]);
});

test('a run ends when the server can’t be reached, and leaves what it didn’t try as it was', async () => {
  const [port = 0] = await freePorts(1);
  const queue = await openQueueUnderTest(port, { 'queue.retryFirst': 600, 'queue.retryMost': 600 });
  const ids = Array.from({ length: 9 }, (_, number) => queue.enter(`to-${number}@x.test`));
  expect(await queue.service.run({})).toEqual({ sent: 0, failed: 0, unknown: 0, pending: 9 });
  expect(tried(queue, ids)).toBe(4);
});

test('a refused sign-in opens the circuit: one message has tried it, and a password that is right lets all go', async ({
  onTestFinished,
}) => {
  const server = await startSmtpServer({ mechanisms: ['PLAIN'], authenticationRequired: true });
  onTestFinished(server.close);
  const queue = await openQueueUnderTest(server.port, signsIn);
  await queue.settings.setSecrets({ password: 'wrong' });
  const ids = Array.from({ length: 10 }, (_, number) => queue.enter(`to-${number}@x.test`));
  queue.worker.start();
  const circuit = await waitFor('the circuit to open', () => queue.service.status().circuit ?? undefined);
  expect(circuit).toMatchObject({ failure: { code: 'AUTH_REJECTED' }, deliveryId: ids[0] });
  expect(Date.parse(circuit.nextProbeAt) - Date.parse(circuit.openedAt)).toBe(30_000);
  await waitFor('the rest to be given back', () => (queue.service.status().counts.pending === 10 ? true : undefined));
  expect(queue.item(ids[0] ?? 0)).toMatchObject({ state: 'pending', waitsFor: null, attempts: 1 });
  expect(tried(queue, ids)).toBe(1);
  expect(server.signIns).toHaveLength(1);
  await queue.settings.setSecrets({ password: account.password });
  await emptied(queue);
  expect(queue.service.status().circuit).toBeNull();
  expect(server.messages).toHaveLength(10);
  expect(queue.bugs).toEqual([]);
});

test('a probe that fails puts the next one off twice as long, and tries one message alone', async ({
  onTestFinished,
}) => {
  const server = await startSmtpServer({ mechanisms: ['PLAIN'], authenticationRequired: true });
  onTestFinished(server.close);
  const queue = await openQueueUnderTest(server.port, signsIn);
  await queue.settings.setSecrets({ password: 'wrong' });
  const ids = [queue.enter('one@x.test'), queue.enter('two@x.test')];
  await queue.service.run({});
  const first = queue.store.circuit();
  if (first === undefined) throw new Error('The circuit is closed.');
  expect(first.tries).toBe(0);
  await queue.service.run({});
  expect(tried(queue, ids)).toBe(1);
  queue.store.openCircuit({ ...first, probeAt: Date.now() - 1 });
  const before = Date.now();
  await queue.service.run({});
  const second = queue.store.circuit();
  expect(second).toMatchObject({ tries: 1, openedAt: first.openedAt });
  expect((second?.probeAt ?? 0) - before).toBeGreaterThanOrEqual(60_000);
  expect(server.signIns).toHaveLength(2);
});

test('a test of the active settings that went through closes the circuit', async ({ onTestFinished }) => {
  const server = await startSmtpServer();
  onTestFinished(server.close);
  const queue = await openQueueUnderTest(server.port);
  const failure = { code: 'CERTIFICATE_EXPIRED', message: 'Expired.' } as const;
  const openedAt = new Date(Date.now() - 10_000).toISOString();
  const { digest } = queue.settings.active();
  const id = queue.enter('to@x.test');
  const circuit = {
    openedAt,
    failure,
    deliveryId: id,
    settingsDigest: digest,
    tries: 3,
    probeAt: Date.now() + 240_000,
  };
  queue.store.openCircuit(circuit);
  expect(await queue.service.run({})).toMatchObject({ sent: 0, pending: 1 });
  queue.lastTest = { at: openedAt, status: 'sent', deliveryId: 1 };
  expect(await queue.service.run({})).toMatchObject({ sent: 0, pending: 1 });
  queue.lastTest = { at: new Date().toISOString(), status: 'failed', deliveryId: 1 };
  expect(await queue.service.run({})).toMatchObject({ sent: 0, pending: 1 });
  queue.lastTest = { at: new Date().toISOString(), status: 'sent', deliveryId: 1 };
  expect(await queue.service.run({})).toMatchObject({ sent: 1, pending: 0 });
  expect(queue.service.status().circuit).toBeNull();
});

test('a test that went through closes the circuit also when it is seen while others have all connections', async ({
  onTestFinished,
}) => {
  const server = await startSmtpServer();
  onTestFinished(server.close);
  const queue = await openQueueUnderTest(server.port, { 'queue.connections': 1 });
  const id = queue.enter('to@x.test');
  const circuit = { openedAt: new Date(Date.now() - 10_000).toISOString(), deliveryId: id, tries: 3 };
  queue.store.openCircuit({
    ...circuit,
    failure: { code: 'CERTIFICATE_EXPIRED', message: 'Expired.' },
    settingsDigest: queue.settings.active().digest,
    probeAt: Date.now() + 240_000,
  });
  queue.store.takeSlot('another', 1, Date.now() + 60_000, () => false);
  queue.lastTest = { at: new Date().toISOString(), status: 'sent', deliveryId: 1 };
  const run = queue.service.run({});
  await waitFor('the circuit to close', () => (queue.store.circuit() === undefined ? true : undefined));
  expect(server.messages).toHaveLength(0);
  queue.store.freeSlot('another', 0);
  expect(await run).toMatchObject({ sent: 1, pending: 0 });
});

test('what is sent while the circuit is open, because a person wants it, doesn’t go round and round', async ({
  onTestFinished,
}) => {
  const server = await startSmtpServer({ mechanisms: ['PLAIN'], authenticationRequired: true });
  onTestFinished(server.close);
  const queue = await openQueueUnderTest(server.port, signsIn);
  await queue.settings.setSecrets({ password: 'wrong' });
  const id = queue.enter('one@x.test');
  await queue.service.run({});
  expect(await queue.service.send({ ids: [id] })).toEqual({ changed: 1, ids: [id] });
  await queue.service.run({ ids: [id] });
  const tried = { attempts: 2, sendNow: true, state: 'pending' };
  expect(queue.item(id)).toMatchObject(tried);
  await queue.service.run({});
  await queue.service.run({ ids: [id] });
  expect(queue.item(id)).toMatchObject(tried);
  expect(server.signIns).toHaveLength(2);
  await queue.settings.setSecrets({ password: account.password });
  queue.store.pause({ by: 'Pat', at: new Date().toISOString(), why: '' });
  expect(await queue.service.run({})).toMatchObject({ sent: 1 });
});

test('a server that can’t take more connections rests, and gets everything in the end', async ({ onTestFinished }) => {
  let connections = 0;
  const server = await startScripted(
    answering({
      connect: async (session, line) => {
        if (++connections % 2 === 1) return busy(session, line);
        await session.send('220 mail.postroom.test ESMTP\r\n');
        return 'go on';
      },
    }),
  );
  onTestFinished(server.close);
  const queue = await openQueueUnderTest(server.port, { 'queue.connections': 1 });
  for (let number = 0; number < 5; number++) queue.enter(`to-${number}@x.test`);
  queue.worker.start();
  await emptied(queue);
  expect(server.messages()).toBe(5);
});

const busy = thenHangUp('421 4.3.2 Too many connections\r\n') as (
  ...args: Parameters<Exclude<ReturnType<typeof thenHangUp>, string | Buffer>>
) => Promise<'stop' | 'go on'>;

test.each([
  ['suspended', '550 5.7.13 This account has been suspended'],
  ['over its limit', '550 5.7.1 Sending limit exceeded'],
  ['not signed in any more', '535 5.7.8 Sign in first'],
])('an account that is %s opens the circuit, and no message fails', async (_what, said) => {
  let isRefused = true;
  const server = await startScripted(
    answering({
      MAIL: async (session) => {
        await session.send(isRefused ? `${said}\r\n` : '250 2.1.0 Ok\r\n');
        return 'go on';
      },
    }),
  );
  onTestFinished(server.close);
  const queue = await openQueueUnderTest(server.port);
  const ids = Array.from({ length: 5 }, (_, number) => queue.enter(`to-${number}@x.test`));
  expect(await queue.service.run({})).toEqual({ sent: 0, failed: 0, unknown: 0, pending: 5 });
  expect(tried(queue, ids)).toBe(1);
  expect(queue.service.status().circuit).toMatchObject({ failure: { code: 'SENDER_REJECTED' } });
  isRefused = false;
  expect(await queue.service.probe()).toEqual({ tried: true, circuit: null });
  expect(await queue.service.run({})).toMatchObject({ sent: 4, pending: 0 });
  expect(queue.bugs).toEqual([]);
});

test('a test that stopped before the message has one message try the connection at once', async ({
  onTestFinished,
}) => {
  const server = await startSmtpServer();
  onTestFinished(server.close);
  const queue = await openQueueUnderTest(server.port);
  const id = queue.enter('to@x.test');
  queue.store.openCircuit({
    openedAt: new Date(Date.now() - 10_000).toISOString(),
    failure: { code: 'CERTIFICATE_EXPIRED', message: 'Expired.' },
    deliveryId: id,
    settingsDigest: queue.settings.active().digest,
    tries: 6,
    probeAt: Date.now() + 3_000_000,
  });
  expect(await queue.service.run({})).toMatchObject({ sent: 0, pending: 1 });
  queue.lastTest = { at: new Date().toISOString(), status: 'checked', deliveryId: 1 };
  expect(await queue.service.run({})).toMatchObject({ sent: 1, pending: 0 });
  expect(queue.service.status().circuit).toBeNull();
});
