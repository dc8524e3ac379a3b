import { type StepProgress, stepNames } from '../../shared/delivery.ts';
import { inColumns, onOneLine } from './text.ts';

const NAME_COLUMNS = Math.max(...stepNames.map((name) => name.length));
const STATUS_COLUMNS = 'skipped'.length;
const TIME_COLUMNS = '60,000 ms'.length;

/** One step of a session on one line: its name, how it went, how long it took, what was seen. */
export function stepText({ step, status, durationMs, detail }: StepProgress): string {
  const time = status === 'ok' || status === 'failed' ? inMilliseconds(durationMs) : '';
  const columns = [
    inColumns(step, NAME_COLUMNS),
    inColumns(status, STATUS_COLUMNS),
    inColumns(time, TIME_COLUMNS, 'right'),
  ];
  return `  ${columns.join('  ')}  ${onOneLine(detail)}`.trimEnd();
}

/** False for a step that the session ended before: a person needn't read a list of what did not happen. */
export function cameAbout(step: StepProgress): boolean {
  return step.status !== 'skipped' || step.detail !== '';
}

/** Gives a duration in whole milliseconds, `1,320 ms`. */
export function inMilliseconds(duration: number): string {
  return `${Math.round(duration).toLocaleString('en')} ms`;
}
