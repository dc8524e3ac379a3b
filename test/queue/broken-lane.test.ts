import { expect, test } from 'vitest';
import type { LineJob, MailLine } from '../../src/main/mail/line.ts';
import { startSmtpServer } from '../servers/smtp-server.ts';
import { waitFor } from '../wait.ts';
import { openQueueUnderTest } from './queue-under-test.ts';

/** A queue with a bug that shows with the first message, in the way that is given. */
async function openWithBug(port: number, bug: (job: LineJob) => Promise<never>) {
  let isFirst = true;
  return openQueueUnderTest(port, { 'queue.connections': 1 }, undefined, (transport) => ({
    open: (connection): MailLine => {
      const line = transport.open(connection);
      return {
        close: line.close,
        get open() {
          return line.open;
        },
        deliver: async (job) => {
          if (!isFirst) return line.deliver(job);
          isFirst = false;
          return bug(job);
        },
      };
    },
  }));
}

const bug = new TypeError('a bug');

test('a bug after a message was handed over leaves it unknown, and the others go', async ({ onTestFinished }) => {
  const server = await startSmtpServer();
  onTestFinished(server.close);
  const queue = await openWithBug(server.port, async (job) => {
    await job.beforeFinalDot?.();
    throw bug;
  });
  const [broken, other] = [queue.enter('one@x.test'), queue.enter('two@x.test')];
  queue.worker.start();
  await waitFor('the other to leave', () => (queue.item(other) === undefined ? true : undefined));
  expect(queue.item(broken)).toMatchObject({ state: 'unknown', attempts: 1, error: { code: 'OUTCOME_UNKNOWN' } });
  expect(queue.bugs).toEqual([bug]);
});

test('a bug before a message was handed over has it tried again, and the row says why', async ({ onTestFinished }) => {
  const server = await startSmtpServer();
  onTestFinished(server.close);
  const queue = await openWithBug(server.port, () => Promise.reject(bug));
  const broken = queue.enter('one@x.test');
  queue.worker.start();
  const item = await waitFor('it to be tried', () =>
    queue.item(broken)?.attempts === 1 ? queue.item(broken) : undefined,
  );
  expect(item).toMatchObject({ state: 'pending', waitsFor: 'retry', error: { code: 'INTERNAL' } });
  await waitFor('it to leave', () => (queue.item(broken) === undefined ? true : undefined));
  expect(server.messages).toHaveLength(1);
  expect(queue.bugs).toEqual([bug]);
});
