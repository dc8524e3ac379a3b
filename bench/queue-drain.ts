import { cp, rm } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createTransport as createPool } from 'nodemailer';
import { ask } from '../test/crash/ask.ts';
import { makeTemporaryFolder } from '../test/temporary-folder.ts';
import { report, timed } from './measure.ts';
import { messageOf, openBench, reopen, runActions, sender, watchAsWindow } from './queue-folder.ts';
import { reasonNoSink, sendWithSource, startSink } from './smtp-sink.ts';

const RUNS = 5;
const MESSAGES = 10_000;
/** What is handed to nodemailer's pool at a time: with all at once, it would measure its memory. */
const FED = 200;

type Case = { readonly recipients: number; readonly sessions: number };

/**
 * To so many recipients, over so many connections. Order is kept within a recipient: with one for all, there is nothing to gain
 * from a second connection.
 */
const cases: readonly { readonly recipients: number; readonly sessions: readonly number[] }[] = [
  { recipients: 1000, sessions: [1, 2, 4] },
  { recipients: 1, sessions: [2] },
];

/**
 * How fast the queue drains: messages of some 2 kB that wait already are sent to `smtp-sink`, with state and log on the disk by
 * the end, while a window watches. Against bare pooled nodemailer that composes the same messages, and against `smtp-source`,
 * which composes nothing and checks nothing, each with as many connections, in turn. `computing` is the processor time of the
 * process; `longest block` the longest that the event loop was kept from other work.
 */
export async function run(): Promise<void> {
  const missing = reasonNoSink();
  if (missing !== undefined) throw new Error(missing);
  const messages = Number(process.argv[3] ?? MESSAGES);
  const sink = await startSink();
  const folder = await makeTemporaryFolder('bench');
  for (const { recipients, sessions } of cases) {
    const prepared = `${folder.path}/${recipients}`;
    const app = await openBench(prepared, sink.port);
    await runActions(app, messages, recipients);
    await app.close();
    const setting = { prepared, drained: `${folder.path}/drained`, port: sink.port, messages };
    for (const each of sessions) await measure({ recipients, sessions: each }, setting);
  }
  await folder.remove();
  sink.end();
}

type Setting = {
  /** The data folder with the messages waiting. */
  readonly prepared: string;
  /** Where its copies are drained. */
  readonly drained: string;
  readonly port: number;
  readonly messages: number;
};

type Drained = { readonly ms: number; readonly computingMs: number; readonly blockedMs: number };

async function measure(each: Case, setting: Setting): Promise<void> {
  const { port, messages } = setting;
  const ours: Drained[] = [];
  const nodemailer: Omit<Drained, 'blockedMs'>[] = [];
  const source: number[] = [];
  for (let turn = 0; turn <= RUNS; turn++) {
    const results = [
      await drain(each, setting),
      await computing(() => sendWithNodemailer(each, port, messages)),
      await timed(() => sendWithSource(port, each.sessions, messages)),
    ] as const;
    // In the first turn files and code are loaded.
    if (turn === 0) continue;
    ours.push(results[0]);
    nodemailer.push(results[1]);
    source.push(results[2]);
  }
  const line = { bench: 'queue-drain', case: nameOf(each, messages) } as const;
  const perSecond = (milliseconds: readonly number[]) => milliseconds.map((ms) => (messages / ms) * 1000);
  const speed = { ...line, unit: 'messages/s', samples: perSecond(ours.map(({ ms }) => ms)) } as const;
  const pool = perSecond(nodemailer.map(({ ms }) => ms));
  report({ ...speed, peer: { name: 'nodemailer’s pool', samples: pool }, target: '>= 1.2' });
  report({ ...speed, peer: { name: 'smtp-source -d', samples: perSecond(source) }, target: '>= 0.2' });
  report({
    ...line,
    case: `${line.case}, computing`,
    unit: 'ms',
    samples: ours.map(({ computingMs }) => computingMs),
    peer: { name: 'nodemailer’s pool', samples: nodemailer.map(({ computingMs }) => computingMs) },
  });
  const blocked = ours.map(({ blockedMs }) => blockedMs);
  report({ ...line, case: `${line.case}, longest block`, unit: 'ms', samples: blocked, target: '< 50' });
}

function nameOf({ recipients, sessions }: Case, messages: number): string {
  return `recipients: ${recipients}, sessions: ${sessions}, messages: ${messages}`;
}

async function drain(each: Case, { prepared, drained, messages }: Setting): Promise<Drained> {
  await cp(prepared, drained, { recursive: true });
  const app = await reopen(drained);
  await ask(app, 'settings.change', { changes: { 'queue.connections': String(each.sessions) } });
  const unwatch = watchAsWindow(app);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const used = await computing(async () => {
    const tally = await ask(app, 'queue.run', {});
    if (tally.sent !== messages) throw new Error(`Not all were sent: ${JSON.stringify(tally)}`);
  });
  delay.disable();
  await unwatch();
  await app.close();
  await rm(drained, { recursive: true });
  return { ...used, blockedMs: delay.max / 1e6 };
}

async function sendWithNodemailer({ recipients, sessions }: Case, port: number, messages: number): Promise<void> {
  const options = { host: '127.0.0.1', port, name: '[127.0.0.1]', ignoreTLS: true } as const;
  const pool = createPool({ ...options, pool: true, maxConnections: sessions, maxMessages: Number.POSITIVE_INFINITY });
  const headers = { 'Auto-Submitted': 'auto-generated' };
  let next = 0;
  const feed = async () => {
    while (next < messages) await pool.sendMail({ from: sender, headers, ...messageOf(next++, recipients).mail });
  };
  await Promise.all(Array.from({ length: FED }, feed));
  pool.close();
}

async function computing(work: () => Promise<void>): Promise<{ readonly ms: number; readonly computingMs: number }> {
  const before = process.cpuUsage();
  const ms = await timed(work);
  const { user, system } = process.cpuUsage(before);
  return { ms, computingMs: (user + system) / 1000 };
}
