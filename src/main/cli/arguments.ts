import { t } from '../../shared/catalogue/index.ts';
import { Refusal } from './outcome.ts';

export type Changes = Readonly<Record<string, string>>;

/** Takes `KEY=VALUE` to the changes so far. Which keys and values there are is the core's to say. */
export function collectChange(text: string, changes: Changes = {}): Changes {
  const [, key, value] = /^([a-z][a-z0-9.]*)=(.*)$/is.exec(text) ?? [];
  if (key !== undefined && value !== undefined) return { ...changes, [key]: value };
  throw new Refusal({ code: 'INVALID_INPUT', message: t('cli.usage.keyValue') });
}

/** Takes one more list of addresses to those so far. */
export function collectAddresses(text: string, addresses?: string): string {
  return addresses === undefined ? text : `${addresses},${text}`;
}

/** Gives a reader of one out of several words; `field` names what it was read for. */
export function oneOf<Word extends string>(field: string, words: readonly Word[]): (text: string) => Word {
  return (text) => {
    const word = words.find((each) => each === text);
    if (word !== undefined) return word;
    const message = t('cli.usage.word', { field, words: words.join(', ') });
    throw new Refusal({ code: 'INVALID_INPUT', message, field });
  };
}

/** Gives a reader of whole numbers; `field` names what it was read for. */
export function wholeNumber(field: string): (text: string) => number {
  return (text) => {
    if (/^\d{1,15}$/.test(text)) return Number(text);
    throw new Refusal({ code: 'INVALID_INPUT', message: t('cli.usage.number', { field }), field });
  };
}
