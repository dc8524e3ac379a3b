import type { Template } from 'liquidjs';
import { t } from '../../shared/catalogue/index.ts';
import { parseTemplate, renderTemplate, type TemplateKind } from './template-engine.ts';
import { placeholdersIn } from './template-placeholders.ts';
import { problemOf, type TemplateProblem } from './template-problem.ts';
import { createWork } from './template-work.ts';

/** Tags and outputs of one template. */
const TAG_LIMIT = 1_000;
/** Characters within them. */
const CODE_LIMIT = 20_000;
const MOST_NAMED = 10;
const KEPT = 300;
const KEPT_LENGTH = 20_000;

export type Filled =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: TemplateProblem };
type ParsedTemplate =
  | { readonly ok: true; readonly templates: Template[] }
  | { readonly ok: false; readonly problem: TemplateProblem };

/** Parsed templates, the one used last at the end: what runs often is parsed once. */
const kept = new Map<string, ParsedTemplate>();

/**
 * Fills a Liquid template with JSON values. What the template reads is these values alone; how much it works, and how long
 * the text gets, is limited.
 *
 * @param strict a placeholder without a value is an error, but in conditions and before `default`
 * @param work given when several templates together may do no more than one
 */
export function fillTemplate(
  kind: TemplateKind,
  text: string,
  values: Readonly<Record<string, unknown>>,
  strict: boolean,
  work = createWork(),
): Filled {
  const parsed = parse(kind, text);
  if (!parsed.ok) return parsed;
  try {
    return { ok: true, text: renderTemplate(kind, parsed.templates, values, strict, work) };
  } catch (error) {
    return { ok: false, problem: problemOf(error) };
  }
}

/** Says what is wrong with a template whatever its values are: that it can't be read, or has placeholders beside the known ones. */
export function problemsOfTemplate(
  kind: TemplateKind,
  text: string,
  known: readonly string[],
): { readonly code: 'TEMPLATE_INVALID' | 'PLACEHOLDER_UNKNOWN'; readonly message: string }[] {
  const parsed = parse(kind, text);
  if (!parsed.ok)
    return parsed.problem.kind === 'invalid' ? [{ code: 'TEMPLATE_INVALID', message: parsed.problem.message }] : [];
  let found: ReturnType<typeof placeholdersIn>;
  try {
    found = placeholdersIn(parsed.templates);
  } catch (error) {
    const problem = problemOf(error);
    return problem.kind === 'invalid' ? [{ code: 'TEMPLATE_INVALID', message: problem.message }] : [];
  }
  return [...found]
    .filter(([name]) => !known.includes(name))
    .slice(0, MOST_NAMED)
    .map(([name, token]) => {
      const [line = 1, column = 1] = token.getPosition();
      const message = t('template.placeholderUnknown', { name: name.slice(0, 80), line, column });
      return { code: 'PLACEHOLDER_UNKNOWN', message };
    });
}

function parse(kind: TemplateKind, text: string): ParsedTemplate {
  if (text.length > KEPT_LENGTH) return parseAnew(kind, text);
  const key = `${kind} ${text}`;
  const parsed = kept.get(key) ?? parseAnew(kind, text);
  kept.delete(key);
  kept.set(key, parsed);
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT) break;
    kept.delete(oldest);
  }
  return parsed;
}

function parseAnew(kind: TemplateKind, text: string): ParsedTemplate {
  if (hasTooMuchCode(text)) {
    const message = t('template.tooMuchCode', { tags: TAG_LIMIT, characters: CODE_LIMIT });
    return { ok: false, problem: { kind: 'invalid', message } };
  }
  try {
    return { ok: true, templates: parseTemplate(kind, text) };
  } catch (error) {
    return { ok: false, problem: problemOf(error) };
  }
}

/** Parsing takes time that grows faster than the number of tags. */
function hasTooMuchCode(text: string): boolean {
  let tags = 0;
  let characters = 0;
  let begin: number | undefined;
  for (const { 0: delimiter, index } of text.matchAll(/\{[{%]|[}%]\}|\n/g)) {
    // Within `liquid`, each line is a tag.
    if (delimiter.startsWith('{') || (delimiter === '\n' && begin !== undefined)) tags++;
    if (delimiter.startsWith('{')) begin ??= index;
    if (delimiter.endsWith('}') && begin !== undefined) {
      characters += index - begin;
      begin = undefined;
    }
    if (tags > TAG_LIMIT) return true;
  }
  return characters + (begin === undefined ? 0 : text.length - begin) > CODE_LIMIT;
}
