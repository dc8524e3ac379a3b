/** One line of a benchmark. */
export type Line = {
  readonly bench: string;
  readonly case: string;
  readonly unit: Unit;
  /** Which way is the better one: of `ratio` as well. */
  readonly better: 'less' | 'more';
  readonly median: number;
  readonly p95: number;
  readonly runs: number;
  readonly peer?: string;
  readonly peerMedian?: number;
  /** median / peerMedian. */
  readonly ratio?: number;
  /** What Postroom is to reach: of the ratio where there is a peer, else of the median. */
  readonly target?: string;
};

type Unit = 'ms' | 'bytes' | 'messages/s';

export type Measured = Pick<Line, 'bench' | 'case' | 'unit' | 'target'> & {
  readonly samples: readonly number[];
  /** What else was measured in the same run, in turn with it. */
  readonly peer?: { readonly name: string; readonly samples: readonly number[] };
};

/** Prints what was measured as one line of JSON. */
export function report({ bench, case: name, unit, samples, peer, target }: Measured): void {
  const median = rounded(quantile(samples, 0.5));
  const better = unit === 'messages/s' ? 'more' : 'less';
  // The bad end: nearly all samples are better than this.
  const p95 = rounded(better === 'less' ? quantile(samples, 0.95) : -quantile(samples.map(negative), 0.95));
  const line: Line = { bench, case: name, unit, better, median, p95, runs: samples.length };
  const aim = target === undefined ? {} : { target };
  if (peer === undefined) {
    print({ ...line, ...aim });
    return;
  }
  const peerMedian = rounded(quantile(peer.samples, 0.5));
  print({ ...line, peer: peer.name, peerMedian, ratio: rounded(median / peerMedian, 4), ...aim });
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

function negative(value: number): number {
  return -value;
}

function rounded(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}

function print(line: Line): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
