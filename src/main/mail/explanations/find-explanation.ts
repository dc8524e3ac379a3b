import type { Condition, Explanation, Refusal } from './explanation.ts';
import { explanations } from './explanations.ts';

/** Words beyond this are not searched: no server explains itself at such length. */
const LONGEST_SEARCHED = 2000;
/** Reply code and enhanced status code at the start of a line (RFC 5321 section 4.2, RFC 3463). */
const LINE_CODES = /^\d{3}[ -]?(?:[245]\.\d{1,3}\.\d{1,3}(?: |$))?/;
const URLS = /[a-z]{2,10}:\/\/\S{0,2000}/gi;
/** What a server repeats of the session: addresses, and names in angle brackets. Whoever chose them, the server didn't. */
const REPEATED =
  /<[^<>]{0,320}>|"[^"]{1,64}"@\S{1,255}|(?<![^\s<>"()[\],;:])[^\s<>"()[\],;:]{1,2000}@[^\s<>"(),;]{1,255}/g;
/** With the path that may follow. A host name ends in a label that begins with a letter. */
const HOST_NAMES =
  /(?<![\p{L}\p{N}_.-])(?:[\p{L}\p{N}_-]{1,63}\.){1,20}\p{L}[\p{L}\p{N}_-]{1,62}(?:[/?#]\S{0,2000})?/gu;
/** Stands in their place, so that the words around them don't make a new sentence. */
const LEFT_OUT = '<>';

type Searched = { readonly words: string; readonly speaker: string };

/**
 * Gives what is known of a refusal: the first entry that fits, or undefined for a refusal that nobody has described.
 * `entries` are in order, from special to general.
 */
export function findExplanation(
  refusal: Refusal,
  entries: readonly Explanation[] = explanations,
): Explanation | undefined {
  const searched = whatIsSearched(refusal);
  return entries.find(({ when }) => fits(when, refusal, searched));
}

function fits(when: Condition, refusal: Refusal, { words, speaker }: Searched): boolean {
  return (
    (when.steps?.includes(refusal.step) ?? true) &&
    (when.codes?.includes(refusal.code) ?? true) &&
    (when.enhanced?.test(refusal.enhanced) ?? true) &&
    (when.speaker?.test(speaker) ?? true) &&
    (when.text?.test(words) ?? true)
  );
}

/** Servers break their sentences over lines as they like, so the words are joined before they are searched. */
function whatIsSearched({ reply, enhanced, host }: Refusal): Searched {
  const said = reply
    .slice(0, 2 * LONGEST_SEARCHED)
    .split('\n')
    .map((line) => line.replace(LINE_CODES, '').trim())
    .join(' ');
  const words = [URLS, REPEATED, HOST_NAMES].reduce((rest, names) => rest.replace(names, LEFT_OUT), said);
  const withCode = (text: string) => `${enhanced} ${text}`.trimStart().slice(0, LONGEST_SEARCHED);
  return {
    words: withCode(words),
    speaker: `${host.toLowerCase().replace(/\.$/, '')}\n${withCode(said.replace(REPEATED, LEFT_OUT))}`,
  };
}
