import { restDelayMs } from '../backoff.ts';

/** Keeps all lanes from connecting for a while after the server could not be reached. */
export type Rest = {
  /** For how many milliseconds from now; 0 when nothing rests. */
  readonly leftMs: () => number;
  /** Failures in a row. */
  readonly failures: () => number;
  /** True when the last message that was tried got as far as the server's answer to it: there may be more than one lane. */
  readonly isProven: () => boolean;
  readonly failed: () => void;
  /** Nobody rests, but one message goes before the others again. */
  readonly doubt: () => void;
  readonly worked: () => void;
  /** Ends it now: a person doesn't want to wait. */
  readonly end: () => void;
};

/** @param clock monotonic, in milliseconds: nobody rests for a day because the clock was put back */
export function createRest(clock: () => number = () => performance.now()): Rest {
  let failures = 0;
  let until = Number.NEGATIVE_INFINITY;
  let proven = false;
  const end = () => {
    until = Number.NEGATIVE_INFINITY;
  };
  return {
    leftMs: () => Math.max(0, until - clock()),
    failures: () => failures,
    isProven: () => proven,
    failed: () => {
      const at = clock();
      // Lanes that meet the same trouble at the same time count once.
      if (until <= at) failures++;
      until = at + restDelayMs(failures);
      proven = false;
    },
    doubt: () => {
      proven = false;
    },
    worked: () => {
      failures = 0;
      end();
      proven = true;
    },
    end,
  };
}
