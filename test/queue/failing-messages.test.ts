import { expect, test } from 'vitest';
import { type Answer, type Answers, answering, cut, hangUp, thenHangUp } from '../servers/answers.ts';
import { type ScriptedServer, startScripted } from '../servers/scripted.ts';
import { startSmtpServer } from '../servers/smtp-server.ts';
import { waitFor } from '../wait.ts';
import { openQueueUnderTest, type QueueUnderTest } from './queue-under-test.ts';

type Finish = (close: () => Promise<void>) => void;

async function scripted(answers: Answers, onTestFinished: Finish): Promise<ScriptedServer> {
  const server = await startScripted(answering(answers));
  onTestFinished(server.close);
  return server;
}

/** Answers with the first, the second … and then always with the last. */
function inTurn(...answers: Answer[]): Answer {
  let time = 0;
  return async (session, line) => {
    const answer = answers[Math.min(time++, answers.length - 1)] ?? '';
    if (typeof answer === 'function') return answer(session, line);
    await session.send(answer);
    return 'go on';
  };
}

/** Runs again and again until the message has left the queue. */
async function runUntilGone(queue: QueueUnderTest, id: number): Promise<void> {
  await waitFor(
    'the message to leave',
    async () => {
      await queue.service.run({});
      return queue.item(id) === undefined ? true : undefined;
    },
    { withinMs: 20_000, everyMs: 100 },
  );
}

test('a message that is refused for good fails at once, stays in the queue, and the rest go', async ({
  onTestFinished,
}) => {
  const server = await startSmtpServer({
    refuse: { recipients: { 'no@x.test': { code: 550, text: '5.1.1 Nobody' } } },
  });
  onTestFinished(server.close);
  const queue = await openQueueUnderTest(server.port);
  const [refused, taken] = [queue.enter('no@x.test'), queue.enter('yes@x.test')];
  expect(await queue.service.run({})).toEqual({ sent: 1, failed: 1, unknown: 0, pending: 0 });
  expect(queue.item(taken)).toBeUndefined();
  expect(queue.item(refused)).toMatchObject({ state: 'failed', attempts: 1, error: { code: 'RECIPIENT_REJECTED' } });
  expect(queue.bugs).toEqual([]);
});

test('the recipients that are taken get the message once, and the row tells what became of each', async ({
  onTestFinished,
}) => {
  const server = await startSmtpServer({
    refuse: { recipients: { 'no@x.test': { code: 550, text: '5.1.1 Nobody' } } },
  });
  onTestFinished(server.close);
  const queue = await openQueueUnderTest(server.port);
  const id = queue.enter(['a@x.test', 'no@x.test', 'b@x.test']);
  await queue.service.run({});
  expect(server.messages.map(({ recipients }) => recipients)).toEqual([['a@x.test', 'b@x.test']]);
  const entry = queue.log.get(id);
  expect(entry).toMatchObject({ ok: true, value: { status: 'sent', error: { code: 'RECIPIENT_REJECTED' } } });
});

test('a recipient that is refused for now is asked again, alone', async ({ onTestFinished }) => {
  let times = 0;
  const server = await scripted(
    {
      RCPT: async (session, line) => {
        await session.send(line.includes('later@') && times++ < 2 ? '450 4.2.0 Mailbox busy\r\n' : '250 2.1.5 Ok\r\n');
        return 'go on';
      },
    },
    onTestFinished,
  );
  const queue = await openQueueUnderTest(server.port);
  const id = queue.enter(['now@x.test', 'later@x.test']);
  await queue.service.run({});
  expect(queue.item(id)).toMatchObject({ state: 'pending', waitsFor: 'retry', attempts: 1 });
  await runUntilGone(queue, id);
  const asked = server.lines.filter((line) => line.startsWith('RCPT')).map((line) => /<(.*)@/.exec(line)?.[1]);
  expect(asked).toEqual(['now', 'later', 'later', 'later']);
  expect(server.messages()).toBe(2);
  expect(queue.log.get(id)).toMatchObject({ ok: true, value: { status: 'sent', error: null, attempts: 3 } });
});

test('a greylisting server is asked again when it wants to be', async ({ onTestFinished }) => {
  const server = await scripted(
    { RCPT: inTurn('450 4.7.1 Greylisted, try again in 1 seconds\r\n', '250 2.1.5 Ok\r\n') },
    onTestFinished,
  );
  const queue = await openQueueUnderTest(server.port);
  const id = queue.enter('to@x.test');
  await queue.service.run({});
  expect(queue.item(id)).toMatchObject({ state: 'pending', waitsFor: 'greylisting' });
  await runUntilGone(queue, id);
  expect(server.messages()).toBe(1);
});

test('without a reply to its end a message is unknown, is never sent again by itself, and a person decides', async ({
  onTestFinished,
}) => {
  const server = await scripted({ message: inTurn(hangUp, cut, '250 2.0.0 Ok\r\n') }, onTestFinished);
  const queue = await openQueueUnderTest(server.port);
  const [first, second] = [queue.enter('one@x.test'), queue.enter('two@x.test')];
  expect(await queue.service.run({})).toMatchObject({ sent: 0, unknown: 2, pending: 0 });
  await queue.service.run({});
  expect(server.messages()).toBe(2);
  expect(queue.item(first)).toMatchObject({ state: 'unknown', error: { code: 'OUTCOME_UNKNOWN' } });
  expect(await queue.service.resolve({ ids: [first], as: 'sent', by: 'Pat' })).toEqual({ changed: 1 });
  expect(queue.log.get(first)).toMatchObject({ ok: true, value: { status: 'sent', note: 'Pat marked it as sent.' } });
  expect(await queue.service.resolve({ ids: [second], as: 'again' })).toEqual({ changed: 1 });
  expect(await queue.service.run({})).toMatchObject({ sent: 1 });
  expect(server.messages()).toBe(3);
});

test('a setting has an unknown outcome tried again', async ({ onTestFinished }) => {
  const server = await scripted({ message: inTurn(cut, '250 2.0.0 Ok\r\n') }, onTestFinished);
  const queue = await openQueueUnderTest(server.port, { 'queue.resendUnknown': true });
  const id = queue.enter('to@x.test');
  await runUntilGone(queue, id);
  expect(server.messages()).toBe(2);
});

test('a server that ends each connection after some messages gets all of them, each once', async ({
  onTestFinished,
}) => {
  let inThisOne = 0;
  const server = await scripted(
    {
      connect: async (session) => {
        inThisOne = 0;
        await session.send('220 mail.postroom.test ESMTP\r\n');
        return 'go on';
      },
      MAIL: async (session, line) => {
        if (inThisOne++ < 5) await session.send('250 2.1.0 Ok\r\n');
        else return answerAndLeave(session, line);
        return 'go on';
      },
    },
    onTestFinished,
  );
  const queue = await openQueueUnderTest(server.port, { 'queue.connections': 1 });
  for (let number = 0; number < 23; number++) queue.enter(`to-${number}@x.test`);
  expect(await queue.service.run({})).toEqual({ sent: 23, failed: 0, unknown: 0, pending: 0 });
  expect(server.messages()).toBe(23);
  expect(server.connections()).toBe(5);
});

const answerAndLeave = thenHangUp('421 4.3.2 Too many messages on this connection\r\n') as Exclude<
  Answer,
  string | Buffer
>;

test('421 in the middle of a message counts for that message alone; the others go over a new connection', async ({
  onTestFinished,
}) => {
  const server = await scripted({ RCPT: inTurn(answerAndLeave, '250 2.1.5 Ok\r\n') }, onTestFinished);
  const queue = await openQueueUnderTest(server.port, {
    'queue.connections': 1,
    'queue.retryFirst': 600,
    'queue.retryMost': 600,
  });
  const ids = [queue.enter('one@x.test'), queue.enter('two@x.test'), queue.enter('three@x.test')];
  expect(await queue.service.run({})).toEqual({ sent: 2, failed: 0, unknown: 0, pending: 1 });
  expect(ids.map((id) => queue.item(id)?.attempts)).toEqual([1, undefined, undefined]);
});

test('messages to one recipient leave in their order, also when the first is put off; others don’t wait', async ({
  onTestFinished,
}) => {
  const server = await scripted({ message: inTurn('451 4.3.0 Not now\r\n', '250 2.0.0 Ok\r\n') }, onTestFinished);
  const queue = await openQueueUnderTest(server.port, { 'queue.connections': 1 });
  const [first, second] = [queue.enter('same@x.test'), queue.enter('Same@x.test')];
  const other = queue.enter('other@x.test');
  await queue.service.run({});
  expect([first, second, other].map((id) => queue.item(id)?.state)).toEqual(['pending', 'pending', undefined]);
  await runUntilGone(queue, second);
  const subjects = server.lines.filter((line) => line.startsWith('Message-ID')).map((line) => line);
  const expected = [first, other, first, second].map((id) => `Message-ID: ${messageIdOf(queue, id)}`);
  expect(subjects).toEqual(expected);
});

function messageIdOf(queue: QueueUnderTest, id: number): string {
  const entry = queue.log.get(id);
  return entry.ok ? entry.value.messageId : '';
}
