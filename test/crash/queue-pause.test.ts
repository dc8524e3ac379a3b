import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { answering } from '../servers/answers.ts';
import { startScripted } from '../servers/scripted.ts';
import { waitFor } from '../wait.ts';
import { ask } from './ask.ts';
import { makeQueueFolder, queueNumbered, untilNothingWaits } from './queue-folder.ts';
import { nothingSaid, startQueueProcess } from './queue-process.ts';
import { faultless, judgeAll } from './queue-verdict.ts';

const ROUNDS = 6;
const CONNECTIONS = 6;
const MESSAGES = 240;
/** Long enough for several messages to begin, if any could. */
const WATCHED_MS = 1_000;

test('once a pause has returned, two processes that were busy begin no session and no message, until it ends', {
  timeout: 240_000,
}, async () => {
  const server = await startScripted(
    answering({
      RCPT: async (session) => {
        await sleep(20);
        await session.send('250 2.1.5 Ok\r\n');
        return 'go on';
      },
    }),
  );
  onTestFinished(server.close);
  const { path, app } = await makeQueueFolder(server.port, { 'queue.connections': CONNECTIONS });
  const said = nothingSaid();
  const acknowledged = new Map<number, string>();
  for (let number = 0; number < MESSAGES; number++) {
    const { id, messageId } = await queueNumbered(app, `r${number}@recipient.test`, String(number));
    acknowledged.set(id, messageId);
  }
  const workers = [1, 2].map(() => startQueueProcess('sends', path, said));
  await Promise.all(workers.map(({ ready }) => ready));
  const seen = () => ({
    connections: server.connections(),
    begun: server.lines.filter((line) => line.startsWith('MAIL FROM')).length,
    ended: server.messages(),
  });

  let total = MESSAGES;
  for (let round = 1; round <= ROUNDS; round++) {
    const goal = Math.floor((MESSAGES * round) / (ROUNDS + 2));
    await waitFor('both to be busy', () => (server.messages() >= goal ? true : undefined), { withinMs: 60_000 });
    const before = seen();
    const { underWay } = await ask(app, 'queue.pause', { why: `Round ${round}`, by: 'Pat' });
    const atReturn = seen();
    expect(underWay).toBe(0);
    // Those that had begun when it was asked for, and were on their way to the server.
    expect(atReturn.begun - before.begun).toBeLessThanOrEqual(CONNECTIONS);
    // What was under way has finished.
    expect(atReturn.begun).toBe(atReturn.ended);
    const { id, messageId } = await queueNumbered(app, 'late@recipient.test', `late ${round}`);
    acknowledged.set(id, messageId);
    total++;
    await sleep(WATCHED_MS);
    expect(seen()).toEqual(atReturn);
    const { counts } = await ask(app, 'queue.status', {});
    expect(counts).toMatchObject({ sending: 0, pending: total - atReturn.ended });
    expect(await ask(app, 'queue.resume', {})).toEqual({ resumed: true });
  }
  await untilNothingWaits(app, 60_000);
  const received = server.lines.flatMap((line) => /^Message-ID: (<.+>)$/i.exec(line)?.[1] ?? []);
  expect(judgeAll(path, acknowledged, received)).toMatchObject({ ...faultless, sent: total, delivered: total });
  expect(said.errors).toBe('');
});
