import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chooseDataFolder } from '../data-folder.ts';

export type LaunchOptions = { readonly dataFolder: string; readonly vault: 'automatic' | 'file' };

/**
 * Reads `--data-dir DIR` and the environment. `argv` is the process's own; packaged, it begins with the application alone,
 * otherwise with Electron and the application's folder. Chromium's own switches are left alone.
 */
export function launchOptions(argv: readonly string[], env: NodeJS.ProcessEnv, packaged: boolean): LaunchOptions {
  const { values } = parseArgs({
    args: argv.slice(packaged ? 1 : 2),
    options: { 'data-dir': { type: 'string' } },
    strict: false,
  });
  const asked = values['data-dir'];
  const folder = chooseDataFolder(typeof asked === 'string' ? asked : undefined, env, process.platform, homedir());
  return { dataFolder: resolve(folder), vault: env.POSTROOM_VAULT === 'file' ? 'file' : 'automatic' };
}
