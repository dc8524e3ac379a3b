import type { Parameters } from 'fast-check';

/** The same cases in each run, so that what fails once fails again; `POSTROOM_FUZZ_SEED` tries others. */
const seed = Number(process.env.POSTROOM_FUZZ_SEED ?? 20_261_122);

/** What every property is tried with: so many cases, and no longer than ten seconds, on a machine however busy. */
export function bounded(numRuns: number): Parameters<unknown> {
  return { seed, numRuns, interruptAfterTimeLimit: 10_000 };
}
