import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type App, openApp } from '../../src/main/app.ts';
import { ask } from './ask.ts';
import { seeded } from './seeded.ts';

/**
 * A Postroom of its own, to be killed: `node queue-child.ts ROLE DATA_FOLDER SEED`. It sends, runs Actions, or does both. What an
 * Action has returned is printed at once and synchronously: whoever reads it may rely on it, however this process ends.
 */
const [role = '', dataFolder = '', seed = ''] = process.argv.slice(2);
/** Messages that may wait before Actions are held off, so that a slow server has done some time. */
const BACKLOG = 250;
const RECIPIENTS = 60;
const AT_A_TIME = 3;

function print(line: object): void {
  writeSync(1, `${JSON.stringify(line)}\n`);
}

async function runActions(app: App, random: () => number): Promise<never> {
  for (let number = 0; ; number++) {
    const report = await app.dispatch('actions.run', {
      notification: 'numbered',
      values: { to: `r${Math.floor(random() * RECIPIENTS)}@recipient.test`, subject: `${seed}-${number}` },
      attachments: random() < 0.2 ? [attachment(`${seed}-${number % 5}`)] : [],
    });
    if (report.ok) print(report.value as object);
    else print({ refused: report.error.code });
    while (number % 10 === 0 && (await isFull(app))) await sleep(30);
  }
}

function attachment(content: string) {
  return { slot: 'report', name: 'report.txt', base64: Buffer.from(content.repeat(40)).toString('base64') };
}

async function isFull(app: App): Promise<boolean> {
  return (await ask(app, 'queue.status', {})).counts.pending > BACKLOG;
}

// Nobody is there any more who would end it.
process.stdin.on('end', () => process.exit(1)).resume();
const opened = await openApp({ dataFolder, vault: 'file', worker: role === 'queues' ? 'rests' : 'runs' });
if (!opened.ok) {
  print({ refused: opened.error.code });
  process.exit(1);
}
const app = opened.value;
process.once('SIGTERM', () => void app.close().then(() => process.exit(0)));
print({ ready: true });
if (role !== 'sends') {
  const random = seeded(Number(seed));
  await Promise.all(Array.from({ length: AT_A_TIME }, () => runActions(app, random)));
}
