import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { makeTemporaryFolder } from '../test/temporary-folder.ts';
import { report } from './measure.ts';
import { openBench } from './queue-folder.ts';
import { reasonNoSink, startSink } from './smtp-sink.ts';

const RUNS = 5;
const MEGABYTES = 100;
const PROGRAM = fileURLToPath(new URL('attachment-child.ts', import.meta.url));

/**
 * What an Action with an attachment of 100 MB adds to the memory of a process that has run one with 100 kB before, and what
 * sending it adds to that of another one: the highest value that the process reached, over what it had when it began.
 */
export async function run(): Promise<void> {
  const missing = reasonNoSink();
  if (missing !== undefined) throw new Error(missing);
  const sink = await startSink();
  const folder = await makeTemporaryFolder('bench');
  const data = `${folder.path}/data`;
  await (await openBench(data, sink.port)).close();
  const added = { queue: [] as number[], send: [] as number[] };
  for (let turn = 0; turn < RUNS; turn++)
    for (const job of ['queue', 'send'] as const) added[job].push(await addedBy(job, data));
  for (const [job, samples] of Object.entries(added)) {
    const name = job === 'queue' ? `an Action with ${MEGABYTES} MB` : `sending ${MEGABYTES} MB`;
    report({
      bench: 'attachment',
      case: `memory of ${name}`,
      unit: 'bytes',
      samples,
      target: `< ${64 * 1_048_576}`,
    });
  }
  await folder.remove();
  sink.end();
}

async function addedBy(job: 'queue' | 'send', data: string): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM, job, data, String(MEGABYTES)]);
  return Number(stdout);
}
