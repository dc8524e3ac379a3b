import { t } from '../../shared/catalogue/index.ts';
import { pemTextOf } from '../../shared/pem.ts';
import type { Failure, Result } from '../../shared/result.ts';
import { pemKeys } from '../../shared/smtp-settings.ts';
import type { Changes } from './arguments.ts';
import { readFileBytes } from './input-text.ts';
import { orRefuse, Refusal } from './outcome.ts';

/** Their values are certificates, which nobody types: `KEY=@FILE` takes them from a file. */
const fromFiles: readonly string[] = pemKeys;

export type ReadChanges = {
  readonly changes: Changes;
  /** The file that each value came from, by key. */
  readonly files: Changes;
};

/** Reads the files that are named instead of values. A file that can't be read is refused, by its name. */
export async function readValueFiles(given: Changes): Promise<ReadChanges> {
  const changes: Record<string, string> = {};
  const files: Record<string, string> = {};
  for (const [key, value] of Object.entries(given)) {
    const named = fromFiles.includes(key) && value.startsWith('@');
    if (named) files[key] = value.slice(1);
    changes[key] = named ? await readPem(key, value.slice(1)) : value;
  }
  return { changes, files };
}

/** A file without anything in it is a mistake, where a value without anything in it is none at all. */
async function readPem(key: string, file: string): Promise<string> {
  const text = pemTextOf(orRefuse(await readFileBytes(file, process.stdin)));
  if (text.trim() !== '') return text;
  const message = t('cli.file.refused', { file, problem: t('settings.certificate.none') });
  throw new Refusal({ code: 'INVALID_INPUT', message, field: key });
}

/** Names the file in a failure about a value that came from it. */
export function namingFile<T>(result: Result<T>, files: Changes): Result<T> {
  if (result.ok) return result;
  const file = files[result.error.field ?? ''];
  if (file === undefined) return result;
  const error: Failure = { ...result.error, message: t('cli.file.refused', { file, problem: result.error.message }) };
  return { ...result, error };
}
