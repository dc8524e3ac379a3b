import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { commandOf, root, runNode } from './tools.ts';

const sources = ['src/**/*', 'package-lock.json', 'electron.vite.config.ts', 'tsconfig*.json'];
const outputs = ['out/main/index.js', 'out/main/cli.js', 'out/preload/index.cjs', 'out/renderer/index.html'];

/** Builds everything when a source is newer than what was built. False, with the build's own words shown, when it fails. */
export async function buildWhenStale(): Promise<boolean> {
  if (!isStale()) return true;
  console.log('Building …');
  const { code, output } = await runNode(commandOf('electron-vite'), ['build', '--logLevel', 'warn'], { quiet: true });
  if (code !== 0) console.error(output);
  return code === 0;
}

function isStale(): boolean {
  const built = outputs.map((file) => modified(file));
  const written = globSync(sources, { cwd: root }).map((file) => modified(file));
  return Math.min(...built) <= Math.max(...written);
}

/** Milliseconds since 1970; 0 for a file that isn't there. */
function modified(file: string): number {
  return statSync(join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
