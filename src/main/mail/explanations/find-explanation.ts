import type { Condition, Explanation, Refusal } from './explanation.ts';
import { explanations } from './explanations.ts';

/** Words beyond this are not searched: no server explains itself at such length. */
const LONGEST_SEARCHED = 2000;
/** Reply code and enhanced status code at the start of a line (RFC 5321 section 4.2, RFC 3463). */
const LINE_CODES = /^\d{3}[ -]?(?:[245]\.\d{1,3}\.\d{1,3}(?: |$))?/;

/**
 * Gives what is known of a refusal: the first entry that fits, or undefined for a refusal that nobody has described.
 * `entries` are in order, from special to general.
 */
export function findExplanation(
  refusal: Refusal,
  entries: readonly Explanation[] = explanations,
): Explanation | undefined {
  const words = wordsOf(refusal);
  const host = refusal.host.toLowerCase().replace(/\.$/, '');
  return entries.find(({ when }) => fits(when, refusal, words, host));
}

function fits(when: Condition, refusal: Refusal, words: string, host: string): boolean {
  return (
    (when.steps?.includes(refusal.step) ?? true) &&
    (when.codes?.includes(refusal.code) ?? true) &&
    (when.enhanced?.includes(refusal.enhanced) ?? true) &&
    (when.host?.test(host) ?? true) &&
    (when.text?.test(words) ?? true)
  );
}

/** Servers break their sentences over lines as they like, so the words are joined before they are searched. */
function wordsOf({ reply, enhanced }: Refusal): string {
  const words = reply
    .slice(0, 2 * LONGEST_SEARCHED)
    .split('\n')
    .map((line) => line.replace(LINE_CODES, '').trim())
    .join(' ');
  return `${enhanced} ${words}`.trimStart().slice(0, LONGEST_SEARCHED);
}
