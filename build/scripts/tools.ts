import { type SpawnOptions, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The folder of the clone. */
export const root = resolve(import.meta.dirname, '..', '..');

/** Gives the file of a package's command, to be run with this Node: the shims in `.bin` differ from system to system. */
export function commandOf(packageName: string, command = packageName): string {
  const folder = join(root, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    bin: string | Record<string, string>;
  };
  const file = typeof bin === 'string' ? bin : bin[command];
  if (file === undefined) throw new Error(`${packageName} has no command ${command}`);
  return join(folder, file);
}

export type Ended = {
  /** The exit code; 128 and more for a signal, 127 when there was nothing to run. */
  readonly code: number;
  /** What it wrote, both streams together, unless they went to the terminal. */
  readonly output: string;
};

/**
 * Runs a program to its end in the clone's folder. Shows what it writes, or keeps it: `quiet`.
 * An interruption is the program's to follow: it gets the terminal's by itself, and a terminating one from here.
 */
export function run(
  program: string,
  args: readonly string[],
  options: { readonly quiet?: boolean; readonly env?: NodeJS.ProcessEnv; readonly limitMs?: number } = {},
): Promise<Ended> {
  const settings: SpawnOptions = {
    cwd: root,
    env: { ...process.env, ...options.env },
    stdio: options.quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    ...(options.limitMs === undefined ? {} : { timeout: options.limitMs }),
  };
  return new Promise((done) => {
    const child = spawn(program, args, settings);
    const output: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => output.push(chunk));
    const terminate = () => void child.kill('SIGTERM');
    const leaveToChild = () => {};
    process.on('SIGINT', leaveToChild);
    process.on('SIGTERM', terminate);
    const end = (code: number) => {
      process.off('SIGINT', leaveToChild);
      process.off('SIGTERM', terminate);
      done({ code, output: Buffer.concat(output).toString('utf8') });
    };
    child.on('error', () => end(127));
    child.on('close', (code, signal) => end(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}

/** Runs a JavaScript or TypeScript file with this Node. */
export function runNode(file: string, args: readonly string[], options?: Parameters<typeof run>[2]): Promise<Ended> {
  return run(process.execPath, [file, ...args], options);
}
