import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Failure } from '../src/shared/result.ts';

const CLI = fileURLToPath(new URL('../src/main/cli.ts', import.meta.url));

export type CommandEnd = {
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  readonly output: string;
  readonly errors: string;
  /** What `--json` printed. */
  readonly json: () => { readonly ok: boolean; readonly value?: unknown; readonly error?: Failure };
};

export type RunningCommand = {
  readonly kill: (signal: NodeJS.Signals) => void;
  readonly ended: Promise<CommandEnd>;
};

export type CommandOptions = {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Runs it as another user; for root only. */
  readonly user?: { readonly uid: number; readonly gid: number };
  /** A shell line that runs before it, such as one that sets a limit. */
  readonly after?: string;
};

/** Starts `postroom` in a process of its own, on a data folder, with the file vault. Ends it after 30 seconds. */
export function startCommand(
  dataFolder: string,
  args: readonly string[],
  options: CommandOptions = {},
): RunningCommand {
  const command = [process.execPath, CLI, '--data-dir', dataFolder, ...args];
  const [program = '', ...rest] =
    options.after === undefined ? command : ['sh', '-c', `${options.after}; exec "$@"`, 'sh', ...command];
  const child = spawn(program, rest, {
    env: { ...process.env, POSTROOM_VAULT: 'file', NODE_OPTIONS: '', ...options.env },
    timeout: 30_000,
    killSignal: 'SIGKILL',
    ...options.user,
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  child.stdin.on('error', () => {});
  child.stdin.end(options.input ?? '');
  return {
    kill: (signal) => void child.kill(signal),
    ended: once(child, 'close').then(([exitCode]) => ({
      exitCode: exitCode as number | null,
      output,
      errors,
      json: () => JSON.parse(output) as ReturnType<CommandEnd['json']>,
    })),
  };
}

/** Runs `postroom` to its end. */
export function runCommand(dataFolder: string, args: readonly string[], options?: CommandOptions): Promise<CommandEnd> {
  return startCommand(dataFolder, args, options).ended;
}

/** Settings as `test --set` takes them. */
export function setOptions(changes: Readonly<Record<string, string>>): string[] {
  return Object.entries(changes).flatMap(([key, value]) => ['--set', `${key}=${value}`]);
}
