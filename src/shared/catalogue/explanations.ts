import { explanations } from './en/explanations.ts';
import { formatSentence } from './format.ts';

type IdOf<Key> = Key extends `explanation.${infer Id}.help`
  ? `explanation.${Id}` extends keyof typeof explanations
    ? Id
    : never
  : never;

/** Names the two sentences `explanation.<id>` and `explanation.<id>.help`; an id without both of them doesn't compile. */
export type ExplanationId = IdOf<keyof typeof explanations>;

export type ExplanationFacts = Readonly<Record<'host' | 'username' | 'sender' | 'recipient', string>>;

/**
 * Gives what a server's refusal means, and what to do about it. Apart from the other sentences, because they are many and the
 * window gets them with the failure that they explain.
 */
export function explanationTexts(id: ExplanationId, facts: ExplanationFacts): { meaning: string; help: string } {
  return {
    meaning: formatSentence(explanations[`explanation.${id}`], facts, 'en'),
    help: formatSentence(explanations[`explanation.${id}.help`], facts, 'en'),
  };
}
