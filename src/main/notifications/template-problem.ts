import { LiquidError } from 'liquidjs';
import { t } from '../../shared/catalogue/index.ts';
import { MOST_NAMES, PATH_LIMIT } from './template-context.ts';
import { forbiddenTags } from './template-engine.ts';
import { NotText } from './template-text.ts';
import { ITEM_LIMIT, OUTPUT_LIMIT, TooMuch } from './template-work.ts';

/** What is wrong with a template, or with filling it. */
export type TemplateProblem =
  /** The placeholder has no value. */
  { readonly kind: 'missing'; readonly placeholder: string } | { readonly kind: 'invalid'; readonly message: string };

type Place = { readonly line: number; readonly column: number };

/** Says what an error of liquidjs means. Gives other errors back by throwing them, but for the end of the stack. */
export function problemOf(error: unknown): TemplateProblem {
  if (isEndOfStack(error)) return invalid(t('template.tooDeep'));
  if (error instanceof TooMuch) return invalid(excessText(error, { line: 1, column: 1 }));
  if (!LiquidError.is(error)) throw error;
  const [line = 1, column = 1] = error.token.getPosition();
  const place = { line, column };
  const original = error.originalError;
  if (original instanceof TooMuch) return invalid(excessText(original, place));
  if (original instanceof NotText) return invalid(t('template.notText', place));
  if (isEndOfStack(original)) return invalid(t('template.tooDeep'));
  if (original !== undefined && 'variableName' in original)
    return { kind: 'missing', placeholder: String(original.variableName).slice(0, 80) };
  return invalid(sentenceOf(original?.message ?? error.message, error.token.getText(), place));
}

/** Of a template with thousands of tags in each other, or a value with thousands of lists. */
function isEndOfStack(error: unknown): boolean {
  return error instanceof RangeError && error.message.startsWith('Maximum call stack');
}

function invalid(message: string): TemplateProblem {
  return { kind: 'invalid', message };
}

function excessText({ excess }: TooMuch, place: Place): string {
  if (excess === 'output') return t('template.tooLong', { ...place, limit: OUTPUT_LIMIT });
  if (excess === 'items') return t('template.tooManyItems', { ...place, limit: ITEM_LIMIT });
  if (excess === 'path') return t('template.pathTooLong', { ...place, limit: PATH_LIMIT, names: MOST_NAMES });
  return t('template.tooMuchWork', place);
}

/** The library's message tells what it met; which words it uses is fixed by its version and by tests. */
function sentenceOf(message: string, source: string, place: Place): string {
  const tag = /^tag "([^"]{1,40})" not found/.exec(message)?.[1];
  if (tag !== undefined) return unknownTag(tag, place);
  const filter = /^undefined filter: (.{1,40})/.exec(message)?.[1];
  if (filter !== undefined) return t('template.filterUnknown', { ...place, filter });
  if (/^output .* not closed/s.test(message)) return t('template.outputOpen', place);
  if (/^tag "\{%.* not closed/s.test(message)) return t('template.tagOpen', place);
  if (/^(tag|raw) .* not closed/s.test(message))
    return t('template.blockOpen', { ...place, tag: /\w+/.exec(source)?.[0] ?? 'raw' });
  if (
    /invalid value expression|unexpected token|value expected|invalid range|not closed|expected|illegal/.test(message)
  )
    return t('template.syntax', place);
  return t('template.failed', place);
}

function unknownTag(tag: string, place: Place): string {
  if (forbiddenTags.some((name) => name === tag)) return t('template.tagForbidden', { ...place, tag });
  if (/^(end\w+|else|elsif|when)$/.test(tag)) return t('template.tagStray', { ...place, tag });
  return t('template.tagUnknown', { ...place, tag });
}
