import { t } from '../../shared/catalogue/index.ts';
import type { Attempt, TranscriptLine } from '../../shared/delivery.ts';
import type { Failure } from '../../shared/result.ts';
import type { Mask } from './masking.ts';
import { fieldLines } from './report-layout.ts';

const MARKS = { client: '>', server: '<', note: '*' } as const;
const TIME_WIDTH = '1,000,000 ms'.length;
const STATUS_WIDTH = 'skipped'.length;
const STEP_WIDTH = 'certificate'.length;

/** Why an attempt failed, and what would mend it. */
export function failureLines(error: Failure | null, mask: Mask): string[] {
  if (error === null) return [];
  const cures = (error.cures ?? []).map(({ changes }) =>
    Object.entries(changes)
      .map(([key, value]) => (value.includes('\n') ? key : `${key}=${mask(value)}`))
      .join(' '),
  );
  return fieldLines([
    [t('report.failure.code'), error.code],
    [t('report.failure.message'), mask(error.message)],
    [t('report.failure.advice'), mask(error.help ?? '')],
    [t('report.failure.explanation'), error.explanation ?? t('report.failure.explanation.none')],
    [t('report.failure.field'), error.field ?? null],
    [t('report.failure.cures'), cures.join('\n')],
  ]);
}

/** What became of each recipient. */
export function recipientLines({ recipients }: Attempt, mask: Mask): string[] {
  return fieldLines(
    recipients.map(({ address, status, reply }) => [mask(address), [status, mask(reply ?? '')].join('  ').trim()]),
  );
}

/** The steps of a session with their times. */
export function stepLines({ steps }: Attempt, mask: Mask): string[] {
  return steps.map(({ step, status, durationMs, detail }) =>
    [
      step.padEnd(STEP_WIDTH),
      status.padEnd(STATUS_WIDTH),
      (status === 'skipped' ? '' : milliseconds(durationMs)).padStart(TIME_WIDTH),
      continued(mask(detail), STEP_WIDTH + STATUS_WIDTH + TIME_WIDTH + 6),
    ]
      .join('  ')
      .trimEnd(),
  );
}

/** What client and server said: `>` went to the server, `<` came from it, `*` happened around them. */
export function transcriptLines(lines: readonly TranscriptLine[], mask: Mask): string[] {
  return lines.map(
    ({ from, atMs, text }) =>
      `${milliseconds(atMs).padStart(TIME_WIDTH)}  ${MARKS[from]} ${continued(mask(text), TIME_WIDTH + 4)}`,
  );
}

export function milliseconds(duration: number): string {
  return `${Math.round(duration).toLocaleString('en')} ms`;
}

function continued(text: string, columns: number): string {
  return text.replace(/\r?\n/g, `\n${' '.repeat(columns)}`);
}
