import { useEffect, useState } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import { formatCount } from '../ui/format.ts';

const TICK_MS = 500;

/** What is quicker than this needs no clock. */
const LONG_SECONDS = 2;

type RunningTimeProps = {
  /** Milliseconds that count as well: what shares the limit was under way for as long before. */
  readonly beforeMs: number;
  /** In seconds. */
  readonly limit: number | undefined;
};

/** How long a step has been going on, and how long it may: `8 s of 30 s`. Nothing in the first moments. */
export function RunningTime({ beforeMs, limit }: RunningTimeProps) {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const began = performance.now() - beforeMs;
    const timer = setInterval(() => setSeconds(Math.floor((performance.now() - began) / 1000)), TICK_MS);
    return () => clearInterval(timer);
  }, [beforeMs]);
  if (seconds < LONG_SECONDS) return null;
  const time = t('unit.s', { value: formatCount(seconds) });
  // A step of several replies can outlast what each of them may take.
  if (limit === undefined || seconds > limit) return time;
  return t('step.ofLimit', { time, limit: t('unit.s', { value: formatCount(limit) }) });
}
