import type { QueueSettings } from '../../shared/queue-settings.ts';

/** How far a wait may be from what was reckoned, so that what failed together doesn't come back together. */
const JITTER = 0.2;
const PROBE = { firstMs: 30_000, mostMs: 3_600_000 };
const REST = { firstMs: 1_000, mostMs: 30_000 };
/** Doubling this often is beyond every limit here. */
const MOST_DOUBLINGS = 30;

/**
 * Gives how long a message waits after a temporary failure, in milliseconds: `retryFirst`, doubled with each earlier one, up to
 * `retryMost`, ±20 % (RFC 5321 section 4.5.4.1 leaves the strategy to the sender).
 *
 * @param tries failures that counted before this one
 * @param random from 0 up to 1
 */
export function retryDelayMs(
  tries: number,
  { retryFirst, retryMost }: Pick<QueueSettings, 'retryFirst' | 'retryMost'>,
  random: number,
): number {
  const reckoned = doubled({ firstMs: retryFirst * 1000, mostMs: retryMost * 1000 }, tries);
  return Math.round(reckoned * (1 - JITTER + 2 * JITTER * random));
}

/** The longest that `retryDelayMs` gives, in milliseconds. */
export function longestRetryDelayMs({ retryMost }: Pick<QueueSettings, 'retryMost'>): number {
  return Math.round(retryMost * 1000 * (1 + JITTER));
}

/** A probe is never put off longer, in milliseconds. */
export const LONGEST_PROBE_DELAY_MS = PROBE.mostMs;

/** Gives how long until a connection that is at fault is tried again, in milliseconds: 30 s, doubled up to 1 h. */
export function probeDelayMs(tries: number): number {
  return doubled(PROBE, tries);
}

/**
 * Gives how long nothing connects after the server couldn't be reached, in milliseconds: 1 s, doubled up to 30 s.
 *
 * @param failures in a row, from 1
 */
export function restDelayMs(failures: number): number {
  return doubled(REST, failures - 1);
}

function doubled({ firstMs, mostMs }: { firstMs: number; mostMs: number }, times: number): number {
  return Math.min(mostMs, firstMs * 2 ** Math.min(Math.max(times, 0), MOST_DOUBLINGS));
}
