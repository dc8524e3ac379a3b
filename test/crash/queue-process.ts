import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const PROGRAM = fileURLToPath(new URL('queue-child.ts', import.meta.url));

export type Role = 'sends' | 'queues' | 'both';

export type QueueProcess = {
  /** Resolves when it has opened the folder, or has ended. */
  readonly ready: Promise<unknown>;
  readonly signal: (signal: NodeJS.Signals) => void;
  /** Resolves when everything that it printed has been read. */
  readonly ended: Promise<unknown>;
};

/** What processes said of their Actions. */
export type Said = {
  /** Message-IDs by delivery. */
  readonly acknowledged: Map<number, string>;
  readonly refused: string[];
  /** What they wrote to their standard error: nothing. */
  errors: string;
};

export function nothingSaid(): Said {
  return { acknowledged: new Map(), refused: [], errors: '' };
}

export type ProcessOptions = {
  /** What its random numbers begin with. */
  readonly seed?: number;
  /** A folder for compiled code, which a process fills that ends in an orderly way, and from which the next one is up sooner. */
  readonly compiled?: string;
};

/** Starts `queue-child.ts` in a process of its own, which is killed when the test has finished, if not before. */
export function startQueueProcess(
  role: Role,
  folder: string,
  said: Said,
  { seed = 1, compiled }: ProcessOptions = {},
): QueueProcess {
  const child = spawn(process.execPath, [PROGRAM, role, folder, String(seed)], {
    env: { ...process.env, NODE_OPTIONS: '', ...(compiled === undefined ? {} : { NODE_COMPILE_CACHE: compiled }) },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let open = () => {};
  const ready = new Promise<void>((resolve) => {
    open = resolve;
  });
  child.stderr.on('data', (chunk: Buffer) => (said.errors += chunk.toString()));
  child.stdin.on('error', () => {});
  createInterface({ input: child.stdout }).on('line', (text) => {
    // The last line of a process that was killed may be cut off.
    const line = text.endsWith('}') ? (JSON.parse(text) as Line) : {};
    if (line.ready === true) open();
    if (line.refused !== undefined) said.refused.push(line.refused);
    if (line.deliveryId !== undefined && line.messageId !== undefined)
      said.acknowledged.set(line.deliveryId, line.messageId);
  });
  const ended = once(child, 'close');
  return { ready: Promise.race([ready, ended]), signal: (signal) => void child.kill(signal), ended };
}

type Line = {
  readonly ready?: boolean;
  readonly refused?: string;
  readonly deliveryId?: number;
  readonly messageId?: string;
};
