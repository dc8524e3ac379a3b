import { t } from '../../shared/catalogue/index.ts';
import type { Attempt, TranscriptLine } from '../../shared/delivery.ts';

/** Clocks that are set by a time server are seconds apart; certificates and one-time codes begin to fail beyond minutes. */
const APART_MS = 5 * 60_000;
/** A date as servers write it into their greeting (RFC 5322 section 3.3). */
const DATE =
  /\b\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}(?::\d{2})? (?:[+-]\d{4}|GMT|UTC)\b/;

/**
 * Says whether the computer's clock looked right during an attempt, by the date in the server's greeting and by the dates of its
 * certificates.
 */
export function clockVerdict(attempt: Attempt, transcript: readonly TranscriptLine[], now: Date): string[] {
  const started = Date.parse(attempt.startedAt);
  const verdicts = [greetingVerdict(started, transcript), certificateVerdict(attempt)];
  if (started > now.getTime() + APART_MS) verdicts.push(t('report.clock.setBack'));
  const told = verdicts.filter((verdict) => verdict !== undefined);
  return told.length === 0 ? [t('report.clock.unknown')] : told;
}

function greetingVerdict(started: number, transcript: readonly TranscriptLine[]): string | undefined {
  const greeting = transcript.find(({ from }) => from === 'server');
  const date = DATE.exec(greeting?.text ?? '')?.[0];
  const theirs = Date.parse(date ?? '');
  if (greeting === undefined || Number.isNaN(theirs)) return undefined;
  const apart = started + greeting.atMs - theirs;
  if (Math.abs(apart) < APART_MS) return t('report.clock.agrees');
  const minutes = Math.round(Math.abs(apart) / 60_000);
  return apart > 0 ? t('report.clock.ahead', { count: minutes }) : t('report.clock.behind', { count: minutes });
}

/** One certificate out of its time says nothing of the clock; a whole chain that is too young does. */
function certificateVerdict({ encryption, startedAt }: Attempt): string | undefined {
  if (encryption === null) return undefined;
  const { certificate } = encryption;
  const chain = [certificate, ...certificate.chain];
  const young = chain.filter(({ validFrom }) => Date.parse(validFrom) > Date.parse(startedAt)).length;
  if (young === 0) return undefined;
  return young > 1 && young === chain.length
    ? t('report.clock.allTooYoung')
    : t('report.clock.tooYoung', { from: certificate.validFrom });
}
