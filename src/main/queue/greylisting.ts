/** Characters of a reply that are looked at. */
const LONGEST = 1_000;
/** No greylisting server is waited for longer, in milliseconds. */
export const LONGEST_HINT_MS = 3_600_000;
/** What servers ask for in practice is between one minute and half an hour. */
const SCHEDULE_MINUTES = [5, 10, 20, 30] as const;

const GREYLISTING = /gr[ae]y[ -]?list|postgrey|milter-grey|sqlgrey/i;
const AGAIN = /\b(?:re)?try|\bcome back|\bresend|\bwait\b/i;
const SPAN =
  /\b(?:in|after|for|wait)\s{1,3}(?:(?:about|at least|another|further) )?(\d{1,6})\s{0,3}(s|secs?|seconds?|m|mins?|minutes?|h|hours?)\b/i;
const CLOCK = /\b(?:in|after|for|wait)\s{1,3}(\d{1,2}):([0-5]\d):([0-5]\d)\b/i;

/**
 * Recognises a reply by which a server puts a message off because it doesn't know the sender yet (RFC 6647), and gives how
 * long to wait in milliseconds: what the reply asks for, at most an hour, else 5, 10, 20, 30 minutes. Undefined for another reply.
 *
 * @param reply the refusal of a recipient or of the message, with its code
 * @param tries failures that counted before this one
 */
export function greylistDelayMs(reply: string, tries: number): number | undefined {
  const said = reply.slice(0, LONGEST);
  if (!/^(?:45[01]|4\d\d[ -]4\.7\.1\b)/.test(said)) return undefined;
  const hint = hintMs(said);
  if (!GREYLISTING.test(said) && !(hint !== undefined && AGAIN.test(said))) return undefined;
  const minutes = SCHEDULE_MINUTES[Math.min(tries, SCHEDULE_MINUTES.length - 1)] ?? 30;
  return hint === undefined ? minutes * 60_000 : Math.min(hint, LONGEST_HINT_MS);
}

function hintMs(said: string): number | undefined {
  const clock = CLOCK.exec(said);
  if (clock !== null) {
    const [hours = 0, minutes = 0, seconds = 0] = clock.slice(1).map(Number);
    return ((hours * 60 + minutes) * 60 + seconds) * 1000;
  }
  const [, count, unit = ''] = SPAN.exec(said) ?? [];
  if (count === undefined) return undefined;
  const seconds = { s: 1, m: 60, h: 3600 }[unit.charAt(0).toLowerCase()] ?? 1;
  return Number(count) * seconds * 1000;
}
