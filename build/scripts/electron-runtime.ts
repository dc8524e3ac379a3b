import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { t } from '../../src/shared/catalogue/index.ts';
import { root, runNode } from './tools.ts';

const FETCH_LIMIT_MS = 180_000;
const folder = join(root, 'node_modules', 'electron');

export type Runtime = { readonly executable: string } | { readonly missing: string };

/** Gives Electron's executable, fetched when it isn't here yet, or a few words on why it can't be used on this computer. */
export async function electronRuntime(): Promise<Runtime> {
  const obstacle = obstacleHere();
  if (obstacle !== undefined) return { missing: obstacle };
  const present = installed();
  if (present !== undefined) return { executable: present };
  console.log(t('start.fetching'));
  await runNode(join(folder, 'install.js'), [], { quiet: true, limitMs: FETCH_LIMIT_MS });
  const fetched = installed();
  return fetched === undefined ? { missing: t('start.notFetched') } : { executable: fetched };
}

function obstacleHere(): string | undefined {
  if (process.platform !== 'linux') return undefined;
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return t('start.noDisplay');
  // Chromium's sandbox refuses root, and without the sandbox the window isn't opened.
  if (process.getuid?.() === 0) return t('start.root');
  return undefined;
}

/** Electron's own package looks in the same places. */
function installed(): string | undefined {
  const elsewhere = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const named = join(folder, 'path.txt');
  const name = existsSync(named) ? readFileSync(named, 'utf8') : elsewhere && 'electron';
  if (!name) return undefined;
  const executable = join(elsewhere ?? join(folder, 'dist'), name);
  return existsSync(executable) ? executable : undefined;
}
