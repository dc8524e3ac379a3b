/** `{name}` stands for a parameter. A sentence that depends on a count gives one form for each plural category. */
export type Sentence = string | { readonly one: string; readonly other: string };

type Names<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;

type TextOf<S extends Sentence> = S extends string ? S : S extends { other: infer O extends string } ? O : never;

/** The parameters that a sentence needs, read from its text; a plural sentence needs `count` as well. */
export type Parameters<S extends Sentence> = Record<
  Names<TextOf<S>> | (S extends string ? never : 'count'),
  string | number
>;

/**
 * Puts parameters into a sentence and chooses its plural form.
 * A parameter's own braces are left as they are: what is put in is never searched again.
 */
export function formatSentence(
  sentence: Sentence,
  parameters: Readonly<Record<string, string | number>>,
  locale: string,
): string {
  const text =
    typeof sentence === 'string'
      ? sentence
      : new Intl.PluralRules(locale).select(Number(parameters.count)) === 'one'
        ? sentence.one
        : sentence.other;
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => String(parameters[name] ?? placeholder));
}
