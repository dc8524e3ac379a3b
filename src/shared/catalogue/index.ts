import { commands } from './en/commands.ts';
import { desktop } from './en/desktop.ts';
import { failures } from './en/failures.ts';
import { mail } from './en/mail.ts';
import { validation } from './en/validation.ts';
import { window } from './en/window.ts';
import { formatSentence, type Parameters, type Sentence } from './format.ts';

/** Every sentence that a person reads, by key. English is the only language so far; another one is a second object of the same keys. */
const english = { ...validation, ...failures, ...mail, ...commands, ...desktop, ...window } satisfies Record<
  string,
  Sentence
>;

export type SentenceKey = keyof typeof english;

type Arguments<K extends SentenceKey> = keyof Parameters<(typeof english)[K]> extends never
  ? []
  : [Parameters<(typeof english)[K]>];

/** Gives the sentence of a key, with its parameters put in. */
export function t<K extends SentenceKey>(key: K, ...args: Arguments<K>): string {
  return formatSentence(english[key], args[0] ?? {}, 'en');
}
