import { expect, test } from 'vitest';
import { answering } from '../servers/answers.ts';
import { freePorts } from '../servers/free-ports.ts';
import { startScripted } from '../servers/scripted.ts';
import { openQueueUnderTest } from './queue-under-test.ts';

test('while the server can’t be reached the status says since when and why, and no longer once it has answered', async ({
  onTestFinished,
}) => {
  const [port = 0] = await freePorts(1);
  const queue = await openQueueUnderTest(port);
  expect(queue.service.status().trouble).toBeNull();
  const id = queue.enter('to@x.test');
  await queue.service.run({});
  const first = queue.service.status().trouble;
  expect(first).toMatchObject({ failure: { code: 'CONNECTION_REFUSED' } });
  await queue.service.send({ ids: [id] });
  await queue.service.run({});
  expect(queue.item(id)).toMatchObject({ state: 'pending', attempts: 2 });
  // It began with the first attempt, not with the last one.
  expect(queue.service.status().trouble?.since).toBe(first?.since);
  // Where nothing waits for the server, there is nothing to be told of it.
  await queue.service.hold({ ids: [id] });
  expect(queue.service.status().trouble).toBeNull();

  const up = await startScripted(answering({ message: '451 4.3.0 Try again\r\n' }), { port });
  onTestFinished(up.close);
  await queue.service.release({ ids: [id] });
  await queue.service.send({ ids: [id] });
  await queue.service.run({});
  expect(queue.item(id)).toMatchObject({ state: 'pending', attempts: 3 });
  expect(queue.service.status().trouble).toBeNull();
});

test('a message that a person marked as sent is told from one that the server accepted, also after a late sending', async ({
  onTestFinished,
}) => {
  let time = 0;
  const server = await startScripted(
    answering({
      message: async (session) => {
        // The server takes both and never answers.
        if (time++ < 2) return 'stop';
        await session.send('250 2.0.0 Ok\r\n');
        return 'go on';
      },
    }),
  );
  onTestFinished(server.close);
  const queue = await openQueueUnderTest(server.port);
  const [marked, again] = [queue.enter('one@x.test'), queue.enter('two@x.test')];
  await queue.service.run({});
  await queue.service.resolve({ ids: [marked], as: 'sent', by: 'Pat' });
  await queue.service.resolve({ ids: [again], as: 'again', by: 'Pat' });
  await queue.service.run({});
  const entry = (id: number) => queue.log.list({}).rows.find((row) => row.id === id);
  expect(entry(marked)).toMatchObject({ status: 'sent', markedAsSent: true, note: 'Pat marked it as sent.' });
  expect(entry(again)).toMatchObject({ status: 'sent', markedAsSent: false });
  expect(queue.log.get(marked)).toMatchObject({ ok: true, value: { markedAsSent: true } });
});
