import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { waitFor } from '../wait.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

export type Serving = {
  readonly output: () => string;
  readonly errors: () => string;
  /** Waits for a whole line on standard output and gives it. */
  readonly line: () => Promise<string>;
  readonly kill: (signal: NodeJS.Signals) => void;
  /** Gives the exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>;
};

/** A copy of the sources, so that a test decides whether the window has been built, and what is in it. */
export type Clone = { readonly serve: (...args: readonly string[]) => Serving };

/** Copies the sources to a folder of their own. `built` puts a window there that is one empty page. */
export async function clone({ built }: { readonly built: boolean }): Promise<Clone> {
  const folder = await makeTemporaryFolder('clone');
  onTestFinished(folder.remove);
  await cp(join(root, 'src', 'main'), join(folder.path, 'src', 'main'), { recursive: true });
  await cp(join(root, 'src', 'shared'), join(folder.path, 'src', 'shared'), { recursive: true });
  await cp(join(root, 'package.json'), join(folder.path, 'package.json'));
  await symlink(join(root, 'node_modules'), join(folder.path, 'node_modules'), 'junction');
  if (built) {
    await mkdir(join(folder.path, 'out', 'renderer'), { recursive: true });
    await writeFile(join(folder.path, 'out', 'renderer', 'index.html'), '<!doctype html><title>Postroom</title>');
  }
  return { serve: (...args) => serve(folder.path, args) };
}

function serve(folder: string, args: readonly string[]): Serving {
  const command = [join(folder, 'src', 'main', 'cli.ts'), '--data-dir', join(folder, 'data'), 'serve', ...args];
  const env = { ...process.env, POSTROOM_VAULT: 'file', NODE_OPTIONS: '', DISPLAY: '', WAYLAND_DISPLAY: '' };
  const child = spawn(process.execPath, command, { env, timeout: 60_000, killSignal: 'SIGKILL' });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk) => {
    output += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    errors += String(chunk);
  });
  return {
    output: () => output,
    errors: () => errors,
    line: () => waitFor('a line', () => /^.*\n/.exec(output)?.[0].trim(), { withinMs: 20_000 }),
    kill: (signal) => void child.kill(signal),
    ended: once(child, 'close').then(([exitCode]) => exitCode as number | null),
  };
}
