// `npm start`: the console in a window of its own, or in the browser where Electron's runtime can't be had.
import { join } from 'node:path';
import { t } from '../../src/shared/catalogue/index.ts';
import { buildWhenStale } from './build.ts';
import { electronRuntime } from './electron-runtime.ts';
import { root, run, runNode } from './tools.ts';

/** What the system's loader says with its exit code: a library that Electron needs is not installed. */
const NOT_RUNNABLE = 127;

/** Takes the arguments of `npm start --`, such as `--data-dir DIR`, and gives the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  if (!(await buildWhenStale())) return 1;
  const runtime = await electronRuntime();
  if ('missing' in runtime) return openInBrowser(runtime.missing, args);
  const { code } = await run(runtime.executable, [root, ...args]);
  return code === NOT_RUNNABLE ? openInBrowser(t('start.notRunnable'), args) : code;
}

async function openInBrowser(reason: string, args: readonly string[]): Promise<number> {
  console.log(t('start.browser', { reason }));
  if (process.platform === 'linux') await ensureBrowser();
  const { code } = await runNode(join(root, 'src', 'main', 'cli.ts'), ['serve', '--open', ...args]);
  return code;
}

/** A Linux machine may come without any browser. */
async function ensureBrowser(): Promise<void> {
  const { browser } = await import('./browser.ts');
  const found = await browser();
  if ('missing' in found) console.log(found.missing);
}
