import { homedir } from 'node:os';
import { resolve } from 'node:path';
import type { Input, OperationName, Output } from '../../shared/contract.ts';
import type { Result } from '../../shared/result.ts';
import type { App } from '../app.ts';
import { chooseDataFolder } from '../data-folder.ts';
import type { Outcome } from './outcome.ts';

/** What a command works with: the opened app, and the form its answer takes. */
export type Session = {
  readonly app: App;
  readonly call: <N extends OperationName>(name: N, input: Input<N>) => Promise<Result<Output<N>>>;
  readonly json: boolean;
  /** True when the output goes to a terminal, and not into a pipe or a file. */
  readonly terminal: boolean;
  /** How many columns there are; undefined where there is no limit. */
  readonly width: number | undefined;
  /** How this program is called on the same data, word by word. */
  readonly program: readonly string[];
};

export type Work = (session: Session) => Promise<Outcome>;

/** `runs`: this process sends from the queue while the command is at work. */
export type SessionOptions = { readonly worker?: 'runs' };

/** Opens the app on the data folder, has the work done, and closes it again, whatever happens. */
export async function inSession(
  dataDir: string | undefined,
  json: boolean,
  work: Work,
  options: SessionOptions = {},
): Promise<Outcome> {
  const { openApp } = await import('../app.ts');
  const opened = await openApp({
    dataFolder: resolve(chooseDataFolder(dataDir, process.env, process.platform, homedir())),
    vault: process.env.POSTROOM_VAULT === 'file' ? 'file' : 'automatic',
    ...options,
  });
  if (!opened.ok) return { result: opened };
  const app = opened.value;
  try {
    return await work({
      app,
      // The contract is what makes this type true: dispatch gives what the operation's output schema describes.
      call: (name, input) => app.dispatch(name, input) as Promise<Result<Output<typeof name>>>,
      json,
      terminal: process.stdout.isTTY,
      width: process.stdout.columns || undefined,
      program: dataDir === undefined ? ['postroom'] : ['postroom', '--data-dir', dataDir],
    });
  } finally {
    await app.close();
  }
}
