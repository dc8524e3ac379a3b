import { writeFile } from 'node:fs/promises';
import { t } from '../../shared/catalogue/index.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import { fileFailure } from './input-text.ts';
import type { Outcome } from './outcome.ts';

/**
 * Writes a text to a file and says so with `written`, or gives it for standard output when the file is `-` or left out.
 *
 * @param result what `--json` prints when the text doesn't go to a file
 * @param flag `wx` for a file that mustn't be there yet, not even as a link; `w` writes over what is there
 */
export async function writtenOutcome(
  result: Result<unknown>,
  text: string,
  file: string | undefined,
  written: (file: string) => string,
  flag: 'w' | 'wx' = 'w',
): Promise<Outcome> {
  if (file === undefined || file === '-') return { result, text };
  try {
    await writeFile(file, text, { flag });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      return { result: fail({ code: 'INVALID_INPUT', message: t('cli.file.exists', { file }), field: 'file' }) };
    return { result: fail(fileFailure(file, error)) };
  }
  return { result: succeed({ file }), text: written(file) };
}
