import type { Failure } from '../../shared/result.ts';
import { EXIT, type ExitCode, exitCodeOfFailure } from './exit-codes.ts';
import type { Outcome } from './outcome.ts';
import { onOneLine } from './text.ts';

/** Prints an outcome: one JSON object on standard output, or the text there and one line for a failure on standard error. */
export function report(outcome: Outcome, json: boolean): ExitCode {
  const { result, text, afterFailure = '', notices = [], exitCode = EXIT.done, printed = false } = outcome;
  for (const notice of notices) printNotice(notice);
  if (json && !printed) printJson(result);
  if (!json && text !== undefined) print(text);
  if (result.ok) return exitCode;
  if (!json) printNotice(sentence(result.error));
  if (!json && afterFailure !== '') print(afterFailure);
  return exitCodeOfFailure[result.error.code];
}

/** Writes to standard output; a text ends with a line break. */
export function print(text: string | Uint8Array): void {
  process.stdout.write(typeof text !== 'string' || text.endsWith('\n') ? text : `${text}\n`);
}

/** Writes one JSON value on a line of standard output, as `--json` promises. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** Writes a sentence on a line of standard error; nothing in it acts on the terminal. */
export function printNotice(text: string): void {
  process.stderr.write(`${onOneLine(text)}\n`);
}

/** A reader that has seen enough, such as `head`, closes the pipe: that's no failure of ours. */
export function endQuietlyOnClosedPipe(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') process.exitCode = EXIT.failed;
    });
  }
}

function sentence(failure: Failure): string {
  return [failure.message, failure.help ?? ''].join(' ').replace(/\s+/g, ' ').trim();
}
