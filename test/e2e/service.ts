import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../src/main/cli.ts', import.meta.url));
const START_LIMIT_MS = 20_000;
const END_LIMIT_MS = 5_000;

export type RunningService = {
  /** Opens the console, token included. */
  readonly link: string;
  readonly stop: () => Promise<void>;
};

export type ServiceOptions = {
  readonly port?: number;
  /** A file of certificates to be trusted beside the system's own. */
  readonly authorityFile?: string;
};

/** Starts `postroom serve` on a data folder, with the file vault, and waits for its link. */
export async function startService(dataFolder: string, options: ServiceOptions = {}): Promise<RunningService> {
  const port = options.port === undefined ? [] : ['--port', String(options.port)];
  const child = spawn(process.execPath, [CLI, '--data-dir', dataFolder, '--json', 'serve', ...port], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      POSTROOM_VAULT: 'file',
      NODE_OPTIONS: '',
      ...(options.authorityFile === undefined ? {} : { NODE_EXTRA_CA_CERTS: options.authorityFile }),
    },
  });
  const stop = () => end(child);
  try {
    return { link: await linkOf(child), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function linkOf(child: ChildProcess): Promise<string> {
  const limit = AbortSignal.timeout(START_LIMIT_MS);
  let printed = '';
  child.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  while (!printed.includes('\n')) {
    const next = [once(child.stdout ?? child, 'data', { signal: limit }), once(child, 'exit', { signal: limit })];
    await Promise.race(next);
    if (child.exitCode !== null) throw new Error(`postroom serve ended with ${child.exitCode}: ${printed}`);
  }
  const answer = JSON.parse(printed) as { value: { url: string } };
  return answer.value.url;
}

/** Ends the process for certain, and waits until it is gone. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), END_LIMIT_MS);
  await ended;
  clearTimeout(timer);
}
