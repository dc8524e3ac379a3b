import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { QueueStore } from '../../src/main/queue/store/queue-store-type.ts';
import { type Database, openDatabase } from '../../src/main/store/database.ts';
import { expectValue } from '../app-under-test.ts';
import { openQueueUnderTest, type QueueUnderTest } from '../queue/queue-under-test.ts';
import { startSmtpServer } from '../servers/smtp-server.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { ask } from './ask.ts';
import { copyFolder, logEnd, loseFiles, losePower, startComputerAnew } from './power-loss.ts';
import { makeQueueFolder, openFolder } from './queue-folder.ts';
import { soundness } from './queue-verdict.ts';
import { fromEnvironment, seeded } from './seeded.ts';
import type { WalEnd } from './write-ahead-log.ts';

const LIMIT_MS = 300_000;
const losses = fromEnvironment('POSTROOM_POWER_LOSSES', 40);
const MESSAGES = 400;
const LONGEST_FILE_BYTES = 60_000;

test('every commit is on the disk when it has returned, again also after one that need not be', async () => {
  const queue = await openQueueUnderTest(1);
  const synchronous = () => queue.database.pragma('synchronous', { simple: true });
  const FULL = 2;
  expect(synchronous()).toBe(FULL);
  expect(queue.store.quickly(synchronous)).toBeLessThan(FULL);
  expect(synchronous()).toBe(FULL);
  const failing = () => {
    throw new Error('The work fails.');
  };
  expect(() => queue.store.quickly(failing)).toThrow('The work fails.');
  expect(synchronous()).toBe(FULL);
});

test(`whenever the power fails (${losses} times), every message is there of which an Action had returned, with its files`, {
  timeout: LIMIT_MS,
}, async () => {
  const random = newRandom();
  const { path, app } = await makeQueueFolder(1);
  const copies = await temporaryFolder();
  const acknowledged: Acknowledged[] = [];
  let durable = logEnd(path);
  let running = true;
  const runActions = async (lane: number) => {
    for (let number = 0; running; number++) {
      const content = random() < 0.5 ? undefined : randomBytes(Math.ceil(random() * LONGEST_FILE_BYTES));
      const { deliveryId, messageId } = await ask(app, 'actions.run', {
        notification: 'numbered',
        values: { to: `r${lane}@recipient.test`, subject: `${number}` },
        attachments:
          content === undefined ? [] : [{ slot: 'report', name: 'a.bin', base64: content.toString('base64') }],
      });
      acknowledged.push({ deliveryId, messageId, sha256: content === undefined ? null : sha256(content) });
      durable = logEnd(path, durable);
    }
  };
  const lanes = Promise.all([0, 1, 2].map(runActions));
  for (let number = 1; number <= losses; number++) {
    for (let turns = 10 + random() * 200; turns > 0; turns--) await turn();
    const copy = join(copies, String(number));
    copyFolder(path, copy);
    losePower(copy, durable, random);
    loseFiles(copy, new Set(acknowledged.flatMap((each) => each.sha256 ?? [])), random);
    expectAllThere(copy, acknowledged);
  }
  running = false;
  await lanes;
  expect(acknowledged.length).toBeGreaterThan(losses);
  console.info(JSON.stringify({ losses, acknowledged: acknowledged.length }));
  await expectAllToLeave(join(copies, String(losses)));
});

test('whenever the power fails while messages leave, afterwards each has left once, or nobody knows', {
  timeout: LIMIT_MS,
}, async () => {
  const random = newRandom();
  const server = await startSmtpServer();
  onTestFinished(server.close);
  const queue = await openQueueUnderTest(server.port, { 'queue.connections': 4 });
  const durable = watchCommits(queue);
  for (let number = 0; number < MESSAGES; number++) queue.enter(`r${number % 40}@recipient.test`);
  const copies = await temporaryFolder();
  const taken: Loss[] = [];
  queue.worker.start();
  while (server.messages.length < MESSAGES && taken.length < losses) {
    for (let turns = random() * 80; turns > 0; turns--) await turn();
    const path = join(copies, String(taken.length));
    copyFolder(queue.dataFolder, path);
    taken.push({ path, mayHaveLeft: endsGiven(queue.database), received: new Set(server.messageIds()) });
    losePower(path, durable(), random);
  }
  await queue.worker.stop();
  let unknown = 0;
  for (const loss of taken) unknown += await expectOnceOrUnknown(loss);
  console.info(JSON.stringify({ losses: taken.length, unknown }));
  expect(unknown).toBeGreaterThan(0);
  expect(queue.bugs).toEqual([]);
});

type Acknowledged = { readonly deliveryId: number; readonly messageId: string; readonly sha256: string | null };

type Loss = {
  readonly path: string;
  /** Messages whose end had been given free, at the latest moment before the loss. */
  readonly mayHaveLeft: ReadonlySet<string>;
  readonly received: ReadonlySet<string>;
};

function expectAllThere(folder: string, acknowledged: readonly Acknowledged[]): void {
  const database = expectValue(openDatabase(folder));
  try {
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(database.pragma('foreign_key_check')).toEqual([]);
    const read = database.prepare<[number], Acknowledged>(
      `SELECT q.delivery_id AS deliveryId, d.message_id AS messageId, a.sha256 FROM queue q
       JOIN deliveries d ON d.id = q.delivery_id JOIN delivery_messages m ON m.delivery_id = q.delivery_id
       LEFT JOIN delivery_attachments a ON a.delivery_id = q.delivery_id WHERE q.delivery_id = ?`,
    );
    expect(acknowledged.map(({ deliveryId }) => read.get(deliveryId))).toEqual(acknowledged);
  } finally {
    database.close();
  }
  for (const { sha256: expected } of acknowledged) {
    if (expected === null) continue;
    const file = join(folder, 'attachments', expected);
    expect(existsSync(file) && sha256(readFileSync(file))).toBe(expected);
  }
}

/** Postroom itself opens what is left, and sends all that is in it. */
async function expectAllToLeave(folder: string): Promise<void> {
  const server = await startSmtpServer();
  onTestFinished(server.close);
  const { app } = await openFolder(folder);
  await ask(app, 'settings.change', { changes: { 'smtp.port': String(server.port), 'queue.connections': '4' } });
  const { total } = await ask(app, 'queue.status', {});
  expect(await ask(app, 'queue.run', {})).toEqual({ sent: total, failed: 0, unknown: 0, pending: 0 });
  expect(new Set(server.messageIds()).size).toBe(total);
  expect(soundness(folder)).toBe('ok');
}

/** Starts Postroom after a loss of power and sends what is left. Gives of how many messages nobody knows. */
async function expectOnceOrUnknown({ path, mayHaveLeft, received }: Loss): Promise<number> {
  const server = await startSmtpServer();
  startComputerAnew(path);
  expect(soundness(path)).toBe('ok');
  const after = await openQueueUnderTest(server.port, {}, { dataFolder: path });
  await after.change({ 'smtp.port': server.port });
  await after.service.run({});
  await server.close();
  const left = new Set(server.messageIds());
  expect([...left].filter((id) => mayHaveLeft.has(id) || received.has(id))).toEqual([]);
  expect(left.size).toBe(server.messages.length);
  const rows = after.database
    .prepare<[], { messageId: string; status: string }>('SELECT message_id AS messageId, status FROM deliveries')
    .all();
  expect(rows).toHaveLength(MESSAGES);
  const outcomes = rows.map(({ messageId, status }) => {
    if (status === 'sent') return left.has(messageId) || received.has(messageId) ? 'sent' : 'lost';
    return status;
  });
  expect(outcomes.filter((outcome) => outcome !== 'sent' && outcome !== 'unknown')).toEqual([]);
  expect(after.bugs).toEqual([]);
  return outcomes.filter((outcome) => outcome === 'unknown').length;
}

/** Gives how far the log went when something was last written that is on the disk when it returns. */
function watchCommits({ dataFolder, store }: QueueUnderTest): () => WalEnd {
  let durable = logEnd(dataFolder);
  let last = durable;
  let quick = false;
  const watched = Object.entries(store).map(([name, method]) => [
    name,
    (...args: readonly unknown[]) => {
      if (quick) return call(method, args);
      last = logEnd(dataFolder, last);
      quick = name === 'quickly';
      try {
        return call(method, args);
      } finally {
        const after = logEnd(dataFolder, last);
        if (!quick && (after.bytes !== last.bytes || after.salt !== last.salt)) durable = after;
        if (name === 'quickly') quick = false;
      }
    },
  ]);
  Object.assign(store, Object.fromEntries(watched));
  return () => durable;
}

function call(method: QueueStore[keyof QueueStore], args: readonly unknown[]): unknown {
  return Reflect.apply(method, undefined, args);
}

function endsGiven(database: Database): ReadonlySet<string> {
  const ids = database
    .prepare<[], string>(
      `SELECT message_id FROM deliveries d LEFT JOIN queue q ON q.delivery_id = d.id
       WHERE d.status <> 'queued' OR q.handed_over = 1`,
    )
    .pluck();
  return new Set(ids.all());
}

function newRandom(): () => number {
  const seed = fromEnvironment('POSTROOM_CRASH_SEED', 1 + (Date.now() % 1_000_000));
  console.info(`POSTROOM_CRASH_SEED=${seed}`);
  return seeded(seed);
}

function sha256(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

async function temporaryFolder(): Promise<string> {
  const folder = await makeTemporaryFolder('power');
  onTestFinished(folder.remove);
  return folder.path;
}
