import { t } from '../../shared/catalogue/index.ts';
import { type Failure, fail, type Result } from '../../shared/result.ts';
import type { ExitCode } from './exit-codes.ts';

/** What a command comes to: for scripts the Result, for a person a text. */
export type Outcome = {
  readonly result: Result<unknown>;
  /** Shown on standard output, unless `--json` was asked for. Bytes are written as they are. */
  readonly text?: string | Uint8Array;
  /** What follows a failure on standard output, unless `--json` was asked for. */
  readonly afterFailure?: string;
  /** Sentences beside the outcome, each on a line of standard error. */
  readonly notices?: readonly string[];
  /** For a result that is a success though not all that was tried came to a good end. */
  readonly exitCode?: ExitCode;
  /** The command has printed what there was to print. */
  readonly printed?: boolean;
};

/** Puts a text for a person beside a result that succeeded. */
export function outcome<T>(result: Result<T>, text: (value: T) => string | Uint8Array): Outcome {
  return result.ok ? { result, text: text(result.value) } : { result };
}

/** Leaves a way that commander has no return value for: thrown by what reads the arguments, caught in run.ts. */
export class Refusal extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** Gives the value of a result that a command can't do without. */
export function orRefuse<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Refusal(result.error);
}

/** The outcome of a bug. Its text may help whoever reports it. */
export function unexpected(error: unknown): Outcome {
  const problem = error instanceof Error ? error.message : String(error);
  return { result: fail({ code: 'INTERNAL', message: t('cli.unexpected', { problem }) }) };
}
