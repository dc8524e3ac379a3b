import { t } from '../../shared/catalogue/index.ts';
import type { TranscriptLine } from '../../shared/delivery.ts';
import { formatDuration } from '../ui/format.ts';

const letters = { client: 'transcript.client', server: 'transcript.server', note: 'transcript.note' } as const;

/** Gives who said a line: client, server, or nobody. */
export function speakerOf(line: TranscriptLine): string {
  return t(letters[line.from]);
}

/** Gives when a line was said, counted from the start of the session. */
export function timeOf(line: TranscriptLine): string {
  return t('transcript.at', { time: formatDuration(line.atMs) });
}

/** Gives a transcript as plain text, line by line, to be copied or saved. */
export function transcriptText(lines: readonly TranscriptLine[]): string {
  return lines
    .map((line) => t('transcript.line', { time: timeOf(line), from: speakerOf(line), text: line.text }))
    .map((line) => `${line}\n`)
    .join('');
}
