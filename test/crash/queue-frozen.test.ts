import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { App } from '../../src/main/app.ts';
import { answering, type Moment } from '../servers/answers.ts';
import { type ScriptedServer, startScripted } from '../servers/scripted.ts';
import { waitFor } from '../wait.ts';
import { ask } from './ask.ts';
import { makeQueueFolder, openFolder, queueNumbered } from './queue-folder.ts';
import { nothingSaid, startQueueProcess } from './queue-process.ts';

const replies = {
  connect: '220 mail.postroom.test ESMTP\r\n',
  MAIL: '250 2.1.0 Ok\r\n',
  RCPT: '250 2.1.5 Ok\r\n',
  DATA: '354 Go on\r\n',
  message: '250 2.0.0 Ok: taken\r\n',
} satisfies Partial<Record<Moment, string>>;
type Held = keyof typeof replies;

describe('a process that sleeps longer than its lease, and wakes up', () => {
  test.each<Held>(['connect', 'MAIL', 'RCPT', 'DATA'])(
    'while it waited at %s, does not end the message that another one has sent meanwhile',
    async (moment) => {
      const { server, release, app, other, id, sleeper } = await freezeAt(moment);
      release(2);
      await waitFor('the other to send it', async () => ((await statusOf(other, id)) === 'sent' ? true : undefined), {
        withinMs: 20_000,
      });
      release(1);
      sleeper.signal('SIGCONT');
      await waitFor('the first to leave', () => (server.left().has(1) ? true : undefined), { withinMs: 30_000 });
      await sleeper.stop();
      expect(server.messages()).toBe(1);
      expect(await statusOf(app, id)).toBe('sent');
      expect((await ask(app, 'queue.status', {})).total).toBe(0);
    },
  );

  test.each<Held>(['RCPT', 'DATA'])(
    'while it waited at %s, does not end the message that another one is about to send',
    async (moment) => {
      const { server, held, release, app, other, id, sleeper } = await freezeAt(moment);
      await held(2);
      release(1);
      sleeper.signal('SIGCONT');
      await waitFor('the first to leave', () => (server.left().has(1) ? true : undefined), { withinMs: 30_000 });
      expect(server.messages()).toBe(0);
      release(2);
      await waitFor('the other to send it', async () => ((await statusOf(other, id)) === 'sent' ? true : undefined), {
        withinMs: 20_000,
      });
      await sleeper.stop();
      expect(server.messages()).toBe(1);
      expect((await ask(app, 'queue.status', {})).total).toBe(0);
    },
  );

  test('when the server had the message already, nobody sends it again, and its reply is taken down', async () => {
    const { server, release, other, id, sleeper } = await freezeAt('message');
    await waitFor('the other to find out', async () => {
      const { counts } = await ask(other, 'queue.status', {});
      return counts.unknown === 1 ? true : undefined;
    });
    await sleep(500);
    expect(server.connections()).toBe(1);
    release(1);
    sleeper.signal('SIGCONT');
    await waitFor('the reply to be taken down', async () =>
      (await statusOf(other, id)) === 'sent' ? true : undefined,
    );
    expect((await ask(other, 'queue.status', {})).total).toBe(0);
    await sleeper.stop();
    expect(server.messages()).toBe(1);
  });
});

/** Queues a message, lets a process send it up to this moment, freezes it, and opens another one that takes the message up. */
async function freezeAt(moment: Held) {
  const { server, held, release } = await startHolding(moment);
  const { path, app } = await makeQueueFolder(server.port);
  const said = nothingSaid();
  const { id } = await queueNumbered(app, 'to@recipient.test', '1');
  const child = startQueueProcess('sends', path, said);
  await held(1);
  child.signal('SIGSTOP');
  endLeases(path);
  const { app: other } = await openFolder(path, 'runs');
  const stop = async () => {
    child.signal('SIGTERM');
    await child.ended;
    expect(said.errors).toBe('');
  };
  return { server, held, release, app, other, id, sleeper: { signal: child.signal, stop } };
}

async function statusOf(app: App, id: number): Promise<string> {
  return (await ask(app, 'log.get', { id })).status;
}

/** Starts a server that keeps its first two sessions waiting at one moment, each until it is released. Sessions count from 1. */
async function startHolding(moment: Held): Promise<{
  readonly server: ScriptedServer & { readonly left: () => ReadonlySet<number> };
  readonly held: (session: number) => Promise<unknown>;
  readonly release: (session: number) => void;
}> {
  const waiting = new Set<number>();
  const left = new Set<number>();
  const gates = [1, 2].map(() => Promise.withResolvers<void>());
  let sessions = 0;
  const server = await startScripted((session) => {
    const number = ++sessions;
    void session.gone.then(() => left.add(number));
    const answer = async (asked: typeof session): Promise<'go on'> => {
      waiting.add(number);
      await gates[number - 1]?.promise;
      await asked.send(replies[moment]);
      return 'go on';
    };
    // After an answer that begins with 354 a message is expected.
    return answering({ [moment]: Object.assign(answer, { toString: () => replies[moment] }) })(session);
  });
  onTestFinished(server.close);
  return {
    server: { ...server, left: () => left },
    held: (number) =>
      waitFor(`session ${number} to wait at ${moment}`, () => (waiting.has(number) ? true : undefined), {
        withinMs: 30_000,
      }),
    release: (number) => gates[number - 1]?.resolve(),
  };
}

/** As if a minute had passed and the process were on another computer: on this one, one that exists has some minutes of grace. */
function endLeases(folder: string): void {
  const database = new Sqlite(join(folder, 'postroom.db'));
  try {
    for (const table of ['queue', 'connection_slots', 'queue_workers'])
      database.exec(
        `UPDATE ${table} SET lease_until = 1, owner = json_set(owner, '$.computer', 'elsewhere') WHERE owner IS NOT NULL`,
      );
  } finally {
    database.close();
  }
}
