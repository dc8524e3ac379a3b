/** One line of a benchmark. `ratio` is median / peerMedian: below 1, Postroom takes less than its peer. */
export type Line = {
  readonly bench: string;
  readonly case: string;
  readonly unit: 'ms' | 'bytes';
  readonly median: number;
  readonly p95: number;
  readonly runs: number;
  readonly peer?: string;
  readonly peerMedian?: number;
  readonly ratio?: number;
};

export type Measured = Pick<Line, 'bench' | 'case' | 'unit'> & {
  readonly samples: readonly number[];
  /** What else was measured in the same run, in turn with it. */
  readonly peer?: { readonly name: string; readonly samples: readonly number[] };
};

/** Prints what was measured as one line of JSON. */
export function report({ bench, case: name, unit, samples, peer }: Measured): void {
  const median = rounded(quantile(samples, 0.5));
  const line: Line = { bench, case: name, unit, median, p95: rounded(quantile(samples, 0.95)), runs: samples.length };
  if (peer === undefined) {
    print(line);
    return;
  }
  const peerMedian = rounded(quantile(peer.samples, 0.5));
  print({ ...line, peer: peer.name, peerMedian, ratio: rounded(median / peerMedian, 4) });
}

/** Runs something and gives the milliseconds that it took. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/**
 * Measures two things in turn, so that whatever else the machine does hits both alike.
 * The first turn of each, in which files and code are loaded, doesn't count.
 */
export async function inTurn(
  runs: number,
  ours: (turn: number) => Promise<number>,
  theirs: (turn: number) => Promise<number>,
): Promise<{ ours: number[]; theirs: number[] }> {
  const samples = { ours: [] as number[], theirs: [] as number[] };
  for (let turn = 0; turn <= runs; turn++) {
    const [own, peer] = [await ours(turn), await theirs(turn)];
    if (turn === 0) continue;
    samples.ours.push(own);
    samples.theirs.push(peer);
  }
  return samples;
}

/** Nearest rank: the smallest sample that at least this share of the samples doesn't exceed. */
function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

function rounded(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}

function print(line: Line): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
