import { writeFile } from 'node:fs/promises';
import { fail, type Result, succeed } from '../../shared/result.ts';
import { fileFailure } from './input-text.ts';
import type { Outcome } from './outcome.ts';

/**
 * Writes a text to a file and says so with `written`, or gives it for standard output when the file is `-` or left out.
 *
 * @param result what `--json` prints when the text doesn't go to a file
 */
export async function writtenOutcome(
  result: Result<unknown>,
  text: string,
  file: string | undefined,
  written: (file: string) => string,
): Promise<Outcome> {
  if (file === undefined || file === '-') return { result, text };
  try {
    await writeFile(file, text);
  } catch (error) {
    return { result: fail(fileFailure(file, error)) };
  }
  return { result: succeed({ file }), text: written(file) };
}
