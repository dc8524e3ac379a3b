import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { App } from '../../src/main/app.ts';
import { answering, drip, hangUp, silence, thenHangUp, thenSilence } from '../servers/answers.ts';
import { certificatesForTests } from '../servers/certificates-for-tests.ts';
import { describeWithPeers } from '../servers/describe-with-peers.ts';
import { freePorts } from '../servers/free-ports.ts';
import { startPostfix } from '../servers/postfix.ts';
import { type Script, startScripted } from '../servers/scripted.ts';
import { startSluggish } from '../servers/sluggish.ts';
import { startSmtpServer } from '../servers/smtp-server.ts';
import { waitFor } from '../wait.ts';
import { ask } from './ask.ts';
import { makeQueueFolder, openFolder, queueNumbered, untilNothingWaits } from './queue-folder.ts';
import { nothingSaid, startQueueProcess } from './queue-process.ts';
import { faultless, judgeAll } from './queue-verdict.ts';
import { fromEnvironment, seeded } from './seeded.ts';

const LIMIT_MS = 300_000;
const RECIPIENTS = 6;
const CONNECTIONS = 3;

describeWithPeers(['postfix', 'openssl'], 'Postfix that stops under load and comes back', () => {
  const certificates = certificatesForTests();

  test('gets everything once, in the order of each recipient', { timeout: LIMIT_MS }, async () => {
    const seed = fromEnvironment('POSTROOM_CRASH_SEED', 1 + (Date.now() % 1_000_000));
    console.info(`POSTROOM_CRASH_SEED=${seed}`);
    const random = seeded(seed);
    const postfix = await startPostfix(certificates());
    onTestFinished(postfix.close);
    const { path, app } = await makeQueueFolder(postfix.ports.open, { 'queue.connections': 4 });
    const said = nothingSaid();
    for (let number = 0; number < 2; number++) startQueueProcess('sends', path, said);

    let outages = 0;
    const load = queueInTurn(app, () => outages < 3);
    while (outages < 3) {
      const before = await postfix.deliveredCount();
      await waitFor(
        'some more to be delivered',
        async () => ((await postfix.deliveredCount()) > before + 5 ? true : undefined),
        {
          withinMs: 60_000,
        },
      );
      await sleep(random() * 300);
      postfix.stop();
      await sleep(500 + random() * 1500);
      await postfix.startAgain();
      // As a person who sees that it is there again.
      await ask(app, 'queue.resume', {});
      outages++;
    }
    const queued = await load;
    await untilNothingWaits(app, 120_000);
    await waitFor('Postfix to deliver all', async () => ((await postfix.waiting()) === 0 ? true : undefined), {
      withinMs: 60_000,
      everyMs: 200,
    });

    const verdict = judgeAll(
      path,
      new Map(queued.map(({ id, messageId }) => [id, messageId])),
      await postfix.received(),
    );
    console.info(JSON.stringify({ outages, ...verdict }));
    expect(verdict).toMatchObject({ ...faultless, failed: 0 });
    // What it was told the end of and had no time to answer: four connections at each outage.
    expect(verdict.unknown).toBeLessThanOrEqual(4 * outages);
    expect(verdict.sent).toBe(queued.length - verdict.unknown);
    const arrived = [...(await postfix.log()).matchAll(/message-id=(<[^>]+>)/g)].map(([, id = '']) => id);
    expectInOrder(queued, arrived);
    expect(said.errors).toBe('');
  });
});

type Trouble = {
  readonly name: string;
  readonly script: Script;
  /** It takes messages to their end, and may be gone before it has answered. */
  readonly takesEnds?: boolean;
};

const busy = '421 4.3.2 Service shutting down\r\n';

const troubles: readonly Trouble[] = [
  { name: 'accepts connections and never speaks', script: answering({ connect: silence }) },
  { name: 'greets and never speaks again', script: answering({ EHLO: silence }) },
  { name: 'has no answer to the sender', script: answering({ MAIL: silence }) },
  { name: 'never asks for the message', script: answering({ DATA: silence }) },
  { name: 'says 421 instead of a greeting', script: answering({ connect: thenHangUp(busy) }) },
  { name: 'says 421 to the sender', script: answering({ MAIL: thenHangUp(busy) }) },
  { name: 'says 421 to the recipient', script: answering({ RCPT: thenHangUp(busy) }) },
  { name: 'says 421 instead of asking for the message', script: answering({ DATA: thenHangUp(busy) }) },
  { name: 'says 421 to the message', script: answering({ message: thenHangUp(busy) }), takesEnds: true },
  { name: 'hangs up on the sender', script: answering({ MAIL: hangUp }) },
  { name: 'stops in the middle of a reply', script: answering({ RCPT: thenSilence('250-2.1.5 O') }) },
  { name: 'drips its greeting and falls silent', script: answering({ connect: drip('220 mail'), EHLO: silence }) },
];

describe('after a server that', () => {
  test.each(troubles)('$name, everything leaves once and in order', async ({ script, takesEnds }) => {
    const [port = 0] = await freePorts(1);
    const bad = await startScripted(script, { port });
    await expectAllAfterwards(port, bad, takesEnds === true ? CONNECTIONS : 0);
  });

  test('takes one byte a second, everything leaves once and in order', async () => {
    const [port = 0] = await freePorts(1);
    await expectAllAfterwards(port, await startSluggish(port), 0);
  });
});

/** Lets Postroom meet a server that is no good, puts a good one in its place, and expects that this one gets everything. */
async function expectAllAfterwards(
  port: number,
  bad: { readonly connections: () => number; readonly close: () => Promise<void> },
  mostUnknown: number,
): Promise<void> {
  onTestFinished(bad.close);
  const { path, app } = await makeQueueFolder(port, { 'queue.connections': CONNECTIONS });
  const { app: worker } = await openFolder(path, 'runs');
  const queued = await queueInTurn(app, (number) => number < 4 * RECIPIENTS);
  await waitFor('two attempts', () => (bad.connections() >= 2 ? true : undefined), { withinMs: 20_000 });
  await bad.close();
  const good = await startSmtpServer({ port });
  onTestFinished(good.close);
  await ask(worker, 'queue.resume', {});
  await untilNothingWaits(app, 40_000);
  const verdict = judgeAll(path, new Map(queued.map(({ id, messageId }) => [id, messageId])), good.messageIds());
  expect(verdict).toMatchObject({ ...faultless, failed: 0, unknownDelivered: 0 });
  expect(verdict.unknown).toBeLessThanOrEqual(mostUnknown);
  expect(verdict.sent).toBe(queued.length - verdict.unknown);
  expectInOrder(queued, good.messageIds());
}

type Numbered = { readonly id: number; readonly messageId: string; readonly to: string };

/** Queues messages to one recipient after the other, as long as it is to go on. */
async function queueInTurn(app: App, goesOn: (number: number) => boolean): Promise<readonly Numbered[]> {
  const queued: Numbered[] = [];
  for (let number = 0; goesOn(number); number++) {
    const to = `r${number % RECIPIENTS}@recipient.test`;
    queued.push({ ...(await queueNumbered(app, to, String(number))), to });
  }
  return queued;
}

/** What came to one recipient came in the order in which it was queued. */
function expectInOrder(queued: readonly Numbered[], arrived: readonly string[]): void {
  const numbers = new Map(queued.map(({ messageId }, index) => [messageId, index]));
  const lines = Map.groupBy(
    arrived.filter((messageId) => numbers.has(messageId)),
    (messageId) => queued[numbers.get(messageId) ?? 0]?.to ?? '',
  );
  expect(lines.size).toBe(RECIPIENTS);
  for (const line of lines.values()) {
    const order = line.map((messageId) => numbers.get(messageId) ?? 0);
    expect(order).toEqual(order.toSorted((one, other) => one - other));
  }
}
