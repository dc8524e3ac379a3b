import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { temporaryData } from './temporary-data.ts';

const cli = fileURLToPath(new URL('../../src/main/cli.ts', import.meta.url));

/** Runs a line of shell in which `postroom` is the command on a data folder. Ends it after 30 seconds. */
async function shell(line: string): Promise<{ exitCode: unknown; output: string; errors: string }> {
  const { folder } = await temporaryData();
  const script = `postroom() { "$NODE" "$CLI" --data-dir "$DATA" "$@"; }; ${line}`;
  const env = {
    ...process.env,
    NODE: process.execPath,
    CLI: cli,
    DATA: folder,
    POSTROOM_VAULT: 'file',
    NODE_OPTIONS: '',
  };
  const child = spawn('sh', ['-c', script], { env, timeout: 30_000, killSignal: 'SIGKILL' });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  child.stderr.on('data', (chunk) => (errors += String(chunk)));
  const [exitCode] = await once(child, 'close');
  return { exitCode, output, errors };
}

describe.runIf(existsSync('/bin/sh'))('a reader that closes the pipe', () => {
  it.each([
    ['settings show'],
    ['settings show --json'],
    ['test --to a@recipient.test'],
    ['settings shwo --json'],
    ['--help'],
  ])('is no error for: %s', async (command) => {
    expect((await shell(`postroom ${command} | true`)).errors).toBe('');
  });

  it('is no error on standard error, either', async () => {
    const { output } = await shell('exec 3>&1; { postroom settings shwo 2>&1; echo $? >&3; } | true');
    expect(output).toBe('2\n');
  });
});

it.runIf(existsSync('/dev/full'))('a disk that is full is a failure', async () => {
  expect((await shell('postroom settings show > /dev/full')).exitCode).toBe(1);
});
