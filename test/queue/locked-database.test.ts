import { setTimeout as sleep } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { briefly, isBusy } from '../../src/main/store/brief-wait.ts';
import { answering } from '../servers/answers.ts';
import { startScripted } from '../servers/scripted.ts';
import { account, startSmtpServer } from '../servers/smtp-server.ts';
import { waitFor } from '../wait.ts';
import { openQueueUnderTest, type QueueUnderTest } from './queue-under-test.ts';
import { openStoreUnderTest } from './store-under-test.ts';

/** Stands for another program: it is unlocked from this process, so whoever stops everything to wait for it waits in vain. */
function lock({ dataFolder }: Pick<QueueUnderTest, 'dataFolder'>): () => void {
  const other = new Sqlite(`${dataFolder}/postroom.db`);
  other.exec('BEGIN IMMEDIATE');
  return () => void other.close();
}

const timeoutOf = ({ database }: Pick<QueueUnderTest, 'database'>) => database.pragma('busy_timeout', { simple: true });

test('the background waits for a moment, a person for seconds, also after work that failed or was within other work', async () => {
  const { database, dataFolder, store } = await openStoreUnderTest();
  const during = () => timeoutOf({ database });
  const [before, nested] = [during(), briefly(database, () => [store.atOnce(during), store.quickly(during), during()])];
  expect(before).toBe(5000);
  expect(nested).toEqual([50, 50, 50]);
  const unlock = lock({ dataFolder });
  let thrown: unknown;
  try {
    store.atOnce(() => true);
  } catch (error) {
    thrown = error;
  }
  unlock();
  expect([isBusy(thrown), during()]).toEqual([true, before]);
});

test('a run begins as soon as the database isn’t locked any more', async ({ onTestFinished }) => {
  const server = await startSmtpServer();
  onTestFinished(server.close);
  const queue = await openQueueUnderTest(server.port);
  queue.enter('to@x.test');
  const unlock = lock(queue);
  const run = queue.service.run({});
  await sleep(300);
  unlock();
  expect(await run).toMatchObject({ sent: 1, pending: 0 });
  await waitFor('its worker to be gone', () => (queue.service.status().workers === 0 ? true : undefined));
});

test('a message whose end finds the database locked goes out when it isn’t, in the same attempt', async ({
  onTestFinished,
}) => {
  const server = await startScripted(
    answering({
      RCPT: async (session) => {
        setTimeout(lock(queue), 500);
        await session.send('250 2.1.5 Ok\r\n');
        return 'go on';
      },
    }),
  );
  onTestFinished(server.close);
  const queue = await openQueueUnderTest(server.port, { 'queue.connections': 1 });
  const id = queue.enter('to@x.test');
  expect(await queue.service.run({})).toMatchObject({ sent: 1 });
  expect(server.lines.filter((line) => line.startsWith('MAIL'))).toHaveLength(1);
  expect(queue.log.get(id)).toMatchObject({ ok: true, value: { status: 'sent', attempts: 1 } });
});

test('a circuit is opened although the database is locked for a while', async ({ onTestFinished }) => {
  const server = await startSmtpServer({ mechanisms: ['PLAIN'], authenticationRequired: true });
  onTestFinished(server.close);
  const signsIn = { 'smtp.authentication': true, 'smtp.username': account.username };
  const queue = await openQueueUnderTest(server.port, signsIn, undefined, (transport) => ({
    open: (connection) => {
      const line = transport.open(connection);
      return {
        ...line,
        deliver: async (job) => {
          const outcome = await line.deliver(job);
          setTimeout(lock(queue), 300);
          return outcome;
        },
      };
    },
  }));
  await queue.settings.setSecrets({ password: 'wrong' });
  queue.enter('to@x.test');
  expect(await queue.service.run({})).toMatchObject({ sent: 0, pending: 1 });
  expect(queue.store.circuit()).toMatchObject({ failure: { code: 'AUTH_REJECTED' }, tries: 0 });
  expect(server.signIns).toHaveLength(1);
});
