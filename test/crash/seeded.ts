/** Gives numbers from 0 up to 1 that are the same for the same seed, a whole number (xorshift32). */
export function seeded(seed: number): () => number {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** A whole number from the environment, to repeat a run that went wrong or to make one longer. */
export function fromEnvironment(name: string, otherwise: number): number {
  const value = Number.parseInt(process.env[name] ?? '', 10);
  return Number.isSafeInteger(value) && value > 0 ? value : otherwise;
}
