import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { certificatesForTests } from '../servers/certificates-for-tests.ts';
import { describeWithPeers } from '../servers/describe-with-peers.ts';
import { startPostfix } from '../servers/postfix.ts';
import { startSmtpServer } from '../servers/smtp-server.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { waitFor } from '../wait.ts';
import { makeQueueFolder, type QueueFolder, untilNothingWaits } from './queue-folder.ts';
import { nothingSaid, type Role, type Said, startQueueProcess } from './queue-process.ts';
import { faultless, judgeAll, soundness } from './queue-verdict.ts';
import { fromEnvironment, seeded } from './seeded.ts';

/** Processes that live at the same time; two of them only send. */
const roles: readonly Role[] = ['sends', 'sends', 'both', 'queues'];
/** Some are killed while they open the folder. */
const WHILE_OPENING = 0.1;
const LONGEST_OPENING_MS = 400;
/** A busy machine needs longer for everything: the longest life in measures of what opening took, and at least. */
const LONGEST_LIFE = { openings: 1.5, ms: 500 };
const LIMIT_MS = 600_000;

const settings = { 'queue.connections': 8 };

describeWithPeers(['postfix', 'openssl'], 'processes that are killed while they queue and send', () => {
  const certificates = certificatesForTests();
  const kills = fromEnvironment('POSTROOM_CRASH_KILLS', 200);

  test(`to Postfix: of ${kills} killed, none loses a message or sends one twice`, { timeout: LIMIT_MS }, async () => {
    const postfix = await startPostfix(certificates());
    onTestFinished(postfix.close);
    const folder = await makeQueueFolder(postfix.ports.open, settings);
    const said = await killAll(folder, kills);
    const delivered = async () => ((await postfix.waiting()) === 0 ? true : undefined);
    await waitFor('Postfix to deliver everything', delivered, { withinMs: 60_000, everyMs: 200 });
    expectFaultless(folder, said, await postfix.received(), { kills, server: 'Postfix' });
  });
});

test('to smtp-server: of 40 processes that are killed, none loses a message or sends one twice', {
  timeout: LIMIT_MS,
}, async () => {
  const server = await startSmtpServer();
  onTestFinished(server.close);
  const folder = await makeQueueFolder(server.port, settings);
  const said = await killAll(folder, 40);
  expectFaultless(folder, said, server.messageIds(), { kills: 40, server: 'smtp-server' });
});

/** Starts processes and kills each at a random moment of its life, then lets one send what is left. */
async function killAll({ path, app }: QueueFolder, kills: number): Promise<Said> {
  const seed = fromEnvironment('POSTROOM_CRASH_SEED', 1 + (Date.now() % 1_000_000));
  console.info(`POSTROOM_CRASH_SEED=${seed}`);
  const random = seeded(seed);
  const said = nothingSaid();
  const compiled = await makeTemporaryFolder('compiled');
  onTestFinished(compiled.remove);
  const first = startQueueProcess('sends', path, said, { compiled: compiled.path });
  await first.ready;
  first.signal('SIGTERM');
  await first.ended;
  let begun = 0;
  const inTurn = async (role: Role) => {
    while (begun < kills) {
      const child = startQueueProcess(role, path, said, { seed: seed + ++begun, compiled: compiled.path });
      if (random() < WHILE_OPENING) await sleep(random() * LONGEST_OPENING_MS);
      else {
        const before = Date.now();
        await child.ready;
        await sleep(random() * Math.max(LONGEST_LIFE.ms, LONGEST_LIFE.openings * (Date.now() - before)));
      }
      child.signal('SIGKILL');
      await child.ended;
    }
  };
  await Promise.all(roles.map(inTurn));
  const last = startQueueProcess('sends', path, said);
  await untilNothingWaits(app, 120_000);
  last.signal('SIGTERM');
  await last.ended;
  return said;
}

function expectFaultless(
  { path }: QueueFolder,
  { acknowledged, refused, errors }: Said,
  received: readonly string[],
  about: object,
): void {
  const verdict = judgeAll(path, acknowledged, received);
  console.info(JSON.stringify({ ...about, ...verdict, refused: refused.length }));
  expect(soundness(path)).toBe('ok');
  expect(verdict).toMatchObject(faultless);
  expect(verdict.acknowledged).toBeGreaterThan(0);
  expect(verdict.sent).toBeGreaterThan(0);
  // A busy database is the only thing that may keep an Action from being queued.
  expect(refused.filter((code) => code !== 'STORAGE_UNAVAILABLE')).toEqual([]);
  expect(errors).toBe('');
}
