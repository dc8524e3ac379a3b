import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { type App, openApp } from '../src/main/app.ts';
import { makeCertificates } from '../test/servers/certificates.ts';
import { startFullBacklog } from '../test/servers/full-backlog.ts';
import { makeTemporaryFolder } from '../test/temporary-folder.ts';
import { inTurn, report, timed } from './measure.ts';

const RUNS = 15;
/** For each of a port's answers. */
const DELAY_MS = 150;
const TIMEOUT_MS = 600;

/**
 * Time of a probe of four ports against a probe of the slowest of them alone, in turn: near 1 when all are looked at at once.
 * In the one case a port is slow over each answer, in the other it drops whatever comes until the time for connecting is over.
 */
export async function run(): Promise<void> {
  const folder = await makeTemporaryFolder('bench');
  const certificates = await makeCertificates(`${folder.path}/certificates`);
  const timeouts = { connectMs: TIMEOUT_MS, greetingMs: 10_000, idleMs: 10_000 };
  const opened = await openApp({ dataFolder: `${folder.path}/data`, vault: 'file', timeouts });
  if (!opened.ok) throw new Error(opened.error.message);
  const app = opened.value;
  const workerData = { keyPair: certificates.selfSigned, delayMs: DELAY_MS };
  const worker = new Worker(new URL('./probe-servers.ts', import.meta.url), { workerData });
  const [ports] = (await once(worker, 'message')) as [number[]];
  const full = await startFullBacklog();

  await compare('one port slow', app, ports);
  await compare('one port without an answer', app, [...ports.slice(0, 3), full.port]);

  await full.close();
  await worker.terminate();
  await app.close();
  await folder.remove();
}

/** The slowest port comes last. */
async function compare(name: string, app: App, ports: readonly number[]): Promise<void> {
  const { ours: samples, theirs } = await inTurn(
    RUNS,
    () => timed(() => probe(app, ports)),
    () => timed(() => probe(app, ports.slice(-1))),
  );
  report({
    bench: 'probe',
    case: name,
    unit: 'ms',
    samples,
    peer: { name: 'the slowest port alone', samples: theirs },
  });
}

async function probe(app: App, ports: readonly number[]): Promise<void> {
  const result = await app.dispatch('probe.run', { probeId: 'bench', host: '127.0.0.1', ports });
  // The slowest port alone may be one that nothing is open on.
  if (!result.ok && result.error.code !== 'CONNECTION_TIMEOUT') throw new Error(result.error.message);
}
