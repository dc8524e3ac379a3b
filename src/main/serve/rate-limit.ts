/** Counts calls of whoever calls, by a key. */
export type RateLimit = {
  /** Counts one more call and gives 0, or the whole seconds after which the next one is taken. */
  readonly take: (key: number | string) => number;
};

/**
 * Lets each key call so many times in any `spanMs`; a call that is refused doesn't count. Keys come from whoever is known,
 * so that there are few of them; those not seen for a span are forgotten.
 *
 * @param now gives milliseconds that never go back
 */
export function createRateLimit(calls: number, spanMs: number, now: () => number = () => performance.now()): RateLimit {
  const taken = new Map<number | string, readonly number[]>();
  return {
    take: (key) => {
      const at = now();
      for (const [other, times] of taken) if ((times.at(-1) ?? 0) <= at - spanMs) taken.delete(other);
      const recent = (taken.get(key) ?? []).filter((time) => time > at - spanMs);
      const [oldest = at] = recent;
      if (recent.length >= calls) return Math.max(1, Math.ceil((oldest + spanMs - at) / 1000));
      taken.set(key, [...recent, at]);
      return 0;
    },
  };
}
