import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type CommandEnd, type CommandOptions, runCommand } from '../command-line.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';

export type Data = {
  readonly folder: string;
  /** A path beside the data, for files that a command reads or writes. */
  readonly beside: (name: string) => string;
  readonly run: (args: readonly string[], options?: CommandOptions) => Promise<CommandEnd>;
};

/** Gives a data folder that isn't there yet, and is removed with all beside it when the test has finished. */
export async function temporaryData(): Promise<Data> {
  const parent = await makeTemporaryFolder('cli');
  onTestFinished(parent.remove);
  const folder = join(parent.path, 'data');
  return {
    folder,
    beside: (name) => join(parent.path, name),
    run: (args, options) => runCommand(folder, args, options),
  };
}

/** Gives the one sentence of a command that failed for a person: nothing else on standard error, nothing on standard output. */
export function sentenceOf({ output, errors }: CommandEnd): string {
  if (output !== '') throw new Error(`There is something on standard output: ${output}`);
  const [sentence = '', ...more] = errors.split('\n');
  if (sentence === '' || more.join() !== '') throw new Error(`Not one line on standard error: ${errors}`);
  return sentence;
}

/** Gives what `--json` printed: one object on one line, nothing on standard error. */
export function onlyJson({ output, errors, json }: CommandEnd): ReturnType<CommandEnd['json']> {
  if (errors !== '') throw new Error(`There is something on standard error: ${errors}`);
  if (output.indexOf('\n') !== output.length - 1) throw new Error(`Not one line on standard output: ${output}`);
  return json();
}
