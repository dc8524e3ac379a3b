import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import { makeTemporaryFolder } from '../temporary-folder.ts';

// Without a display the window can't be Electron's, wherever this runs; elsewhere than on Linux there always is one.
it.runIf(process.platform === 'linux')('without a display, the start says so and serves the browser', async () => {
  const folder = await makeTemporaryFolder('start');
  onTestFinished(folder.remove);
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...env } = process.env;
  const start = spawn(process.execPath, ['build/scripts/run.mjs', 'start', '--data-dir', folder.path], {
    env: { ...env, POSTROOM_VAULT: 'file' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void start.kill('SIGTERM'));
  let said = '';
  for (const stream of [start.stdout, start.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));

  await expect.poll(() => said, { timeout: 15_000 }).toMatch(/http:\/\/127\.0\.0\.1:\d+\/#token=/);
  expect(said).toMatch(/^[^\n]*browser window\.\n/m);
  const [address = ''] = /http:\/\/127\.0\.0\.1:\d+\//.exec(said) ?? [];
  expect((await fetch(address)).status).toBe(401);

  start.kill('SIGTERM');
  expect(await once(start, 'exit')).toEqual([0, null]);
  await expect(fetch(address)).rejects.toThrow();
});
