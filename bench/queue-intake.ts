import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import type { App } from '../src/main/app.ts';
import { ask } from '../test/crash/ask.ts';
import { makeTemporaryFolder } from '../test/temporary-folder.ts';
import { inTurn, report, timed } from './measure.ts';
import { messageOf, openBench, watchAsWindow } from './queue-folder.ts';

const RUNS = 15;
const WAITING = 100_000;
const AT_ONCE = 500;
const RECIPIENTS = 1000;
/** For what the last Actions have set going. */
const SETTLE_MS = 1000;
/** Nothing is sent from here. */
const NO_PORT = 9;

/**
 * How many Actions one process takes in a second, each durable before the next one begins, into a queue where 100,000 messages wait
 * against one that is nearly empty, in turn, with a window that watches and without; what those that wait cost in memory; and the
 * longest time that the event loop was kept from other work meanwhile. All go through dispatch, as those of a script do.
 */
export async function run(): Promise<void> {
  const waiting = Number(process.argv[3] ?? WAITING);
  const folder = await makeTemporaryFolder('bench');
  const empty = await openBench(`${folder.path}/empty`, NO_PORT);
  const full = await openBench(`${folder.path}/full`, NO_PORT);
  const unwatch = [watchAsWindow(empty), watchAsWindow(full)];
  const next = { empty: 0, full: 0 };
  const take = async (app: App, which: keyof typeof next) => {
    for (let count = 0; count < AT_ONCE; count++)
      await ask(app, 'actions.run', messageOf(next[which]++, RECIPIENTS).action);
  };

  // Files and code are loaded, and the pages of the database that are kept in memory are in use.
  for (let turn = 0; turn < 4; turn++) await take(full, 'full');
  const before = await memory();
  const filling = await longestBlock(async () => {
    while (next.full < waiting) await take(full, 'full');
  });
  const after = await memory();
  const line = { bench: 'queue-intake', unit: 'bytes' } as const;
  report({
    ...line,
    case: `memory of ${waiting} waiting, a window watches`,
    samples: [after - before],
    target: `< ${100 * 1_048_576}`,
  });

  const compare = async (who: string, blocks: Blocks) => {
    const rate = async (app: App, which: keyof typeof next) => {
      const took: number[] = [];
      blocks[which].push(await longestBlock(async () => void took.push(await timed(() => take(app, which)))));
      return (AT_ONCE / (took[0] ?? 0)) * 1000;
    };
    const { ours, theirs } = await inTurn(
      RUNS,
      () => rate(full, 'full'),
      () => rate(empty, 'empty'),
    );
    report({
      ...line,
      unit: 'messages/s',
      case: `Actions, ${waiting} waiting, ${who}`,
      samples: ours,
      peer: { name: 'the same with few waiting', samples: theirs },
      target: '>= 1',
    });
    for (const [which, samples] of Object.entries(blocks))
      report({ ...line, unit: 'ms', case: `longest block, queue ${which}, ${who}`, samples, target: '< 50' });
  };
  await compare('a window watches', { full: [filling], empty: [] });
  for (const end of unwatch) await end();
  await compare('nobody watches', { full: [], empty: [] });

  await full.close();
  await empty.close();
  await folder.remove();
}

type Blocks = { readonly full: number[]; readonly empty: number[] };

/** Gives the milliseconds of the longest time that nothing else could be done meanwhile. */
async function longestBlock(work: () => Promise<void>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await work();
  delay.disable();
  return delay.max / 1e6;
}

async function memory(): Promise<number> {
  await wait(SETTLE_MS);
  return process.memoryUsage.rss();
}
