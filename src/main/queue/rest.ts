import { restDelayMs } from './backoff.ts';

/** Keeps all lanes from connecting for a while after the server could not be reached. */
export type Rest = {
  /** Milliseconds since 1970; in the past when nothing rests. */
  readonly until: () => number;
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

export function createRest(now: () => number): Rest {
  let failures = 0;
  let until = 0;
  let proven = false;
  return {
    until: () => until,
    failures: () => failures,
    isProven: () => proven,
    failed: () => {
      // Lanes that meet the same trouble at the same time count once.
      if (until <= now()) failures++;
      until = now() + restDelayMs(failures);
      proven = false;
    },
    doubt: () => {
      proven = false;
    },
    worked: () => {
      failures = 0;
      until = 0;
      proven = true;
    },
    end: () => {
      until = 0;
    },
  };
}
