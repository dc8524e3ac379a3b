import { z } from 'zod';
import { type Parsed, parseMailbox } from './address.ts';
import { t } from './catalogue/index.ts';

/** Schemas of single values that more than one group of settings is made of. */

export const yesOrNo = z.boolean({ error: () => t('settings.boolean.invalid') });

/** A text that a parser accepts, or none at all; `give` says what is kept. */
export const parsedText = <T>(parse: (text: string) => Parsed<T>, give: (text: string, value: T) => string) =>
  z.string().transform((text, context) => {
    if (text.trim() === '') return '';
    const parsed = parse(text);
    if (parsed.ok) return give(text, parsed.value);
    context.addIssue({ code: 'custom', message: parsed.message });
    return z.NEVER;
  });

/** A mailbox of at most `limit` characters, or none. */
export const optionalMailbox = (limit: number) =>
  parsedText(
    (text) => (text.length <= limit ? parseMailbox(text) : refuse(t('settings.from.tooLong', { limit }))),
    (text) => text.trim(),
  );

/** One line of text: nothing in it can start a line of its own. */
export const oneLine = (limit: number, tooLong: () => string, invalid: () => string) =>
  z
    .string()
    .max(limit, { error: tooLong })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the purpose
    .regex(/^[^\x00-\x1f\x7f]*$/, { error: invalid })
    .refine((text) => text.isWellFormed(), { error: invalid });

export const wholeNumber = (least: number, most: number, invalid: () => string) =>
  z.int({ error: invalid }).min(least, { error: invalid }).max(most, { error: invalid });

/** Gives what a parser gives for text that it doesn't accept. `message` says why. */
export function refuse(message: string): { ok: false; message: string } {
  return { ok: false, message };
}
