import {
  CaseTag,
  type Context,
  defaultOperators,
  type Emitter,
  evalToken,
  ForTag,
  Liquid,
  TablerowTag,
  type Template,
  toValueSync,
  type ValueToken,
} from 'liquidjs';
import { CountedContext, workOf } from './template-context.ts';
import { countFilter, countFilters, type FilterThis } from './template-filters.ts';
import { textOf } from './template-text.ts';
import { OUTPUT_LIMIT, TooMuch, type Work } from './template-work.ts';

/** `html`: values are escaped · `plain`: they go in as they are · `address`: they are marked, see `filled-addresses.ts`. */
export type TemplateKind = 'html' | 'plain' | 'address';

/** Stand around each value in a filled template of kind `address`. No address may have them. */
export const VALUE_BEGIN = '\u0002';
export const VALUE_END = '\u0003';

/** Tags that bring in other templates, and so read files. */
export const forbiddenTags = ['include', 'render', 'layout', 'block'] as const;

/** Collects what a template writes, up to the limit. */
class LimitedEmitter implements Emitter {
  buffer = '';
  readonly #work: Work;

  constructor(work: Work) {
    this.#work = work;
  }

  write(value: unknown): void {
    const text = textOf(value);
    this.#work.characters(text.length);
    if (this.buffer.length + text.length > OUTPUT_LIMIT) throw new TooMuch('output');
    this.buffer += text;
  }
}

/** Compares texts and numbers: comparing lists with each other would not be counted. */
class TextCaseTag extends CaseTag {
  override render(context: Context, emitter: Emitter): ReturnType<CaseTag['render']> {
    textOf(toValueSync(this.value.value(context, true)));
    return super.render(context, emitter);
  }
}

/** Passing over items, or turning a list around, would not be counted. */
class CountedForTag extends ForTag {
  override render(context: Context, emitter: Emitter): ReturnType<ForTag['render']> {
    countItems(this.collection, context);
    return super.render(context, emitter);
  }
}

class CountedTablerowTag extends TablerowTag {
  override render(context: Context, emitter: Emitter): ReturnType<TablerowTag['render']> {
    countItems(this.collection, context);
    return super.render(context, emitter);
  }
}

function countItems(collection: ValueToken, context: Context): void {
  const value: unknown = toValueSync(evalToken(collection, context));
  if (typeof value === 'object' && value !== null)
    workOf(context).items(Array.isArray(value) ? value.length : Object.keys(value).length);
}

const engines: Readonly<Record<TemplateKind, Liquid>> = {
  html: createHtmlEngine(),
  plain: createEngine((text) => text),
  address: createEngine(
    (text) => `${VALUE_BEGIN}${text.replaceAll(VALUE_BEGIN, '\u0001').replaceAll(VALUE_END, '\u0001')}${VALUE_END}`,
    // A list is one of addresses.
    (value) => (Array.isArray(value) ? value.map(textOf).join(', ') : textOf(value)),
  ),
};

/** Parses a template. Throws liquidjs's errors. */
export function parseTemplate(kind: TemplateKind, text: string): Template[] {
  return engines[kind].parse(text);
}

/**
 * Fills a template with values, which are JSON. Throws liquidjs's errors, with `TooMuch` and `NotText` as their originals.
 *
 * @param strict a placeholder without a value is an error, but in conditions and before `default`
 * @param work counts what it does, and ends it when that is too much
 */
export function renderTemplate(
  kind: TemplateKind,
  templates: Template[],
  values: Readonly<Record<string, unknown>>,
  strict: boolean,
  work: Work,
): string {
  const engine = engines[kind];
  work.insideFilter = false;
  const context = new CountedContext(engine, values, strict, work);
  return textOf(toValueSync(engine.renderer.renderTemplates(templates, context)));
}

/** Escapes what is written, but what the template has escaped already. */
function createHtmlEngine(): Liquid {
  const engine = createEngine(escapeHtml);
  // Written by themselves, they are not escaped again.
  const asHtml = (name: string, handler: (text: string) => string) =>
    engine.registerFilter(name, { raw: true, handler: (value: unknown) => handler(textOf(value)) });
  asHtml('escape', escapeHtml);
  asHtml('xml_escape', escapeHtml);
  asHtml('escape_once', escapeOnce);
  // Usually behind `escape`, and just as safe without it.
  asHtml('newline_to_br', (text) => escapeOnce(text).replace(/\r?\n/g, '<br>\n'));
  for (const name of ['escape', 'xml_escape', 'escape_once', 'newline_to_br']) countFilter(engine, name);
  return engine;
}

function escapeHtml(text: string): string {
  return escapeBrackets(text.replaceAll('&', '&amp;'));
}

function escapeOnce(text: string): string {
  return escapeBrackets(text.replace(/&(?!(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});)/gi, '&amp;'));
}

function escapeBrackets(text: string): string {
  return text.replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}

function createEngine(written: (text: string) => string, read: (value: unknown) => string = textOf): Liquid {
  const engine = new Liquid({
    strictFilters: true,
    strictVariables: true,
    lenientIf: true,
    ownPropertyOnly: true,
    globals: Object.create(null),
    // Nothing is looked for anywhere, whatever asks for it.
    templates: {},
    locale: 'en-US',
    operators: countedOperators(),
    outputEscape: function (this: FilterThis, value: unknown): string {
      const text = read(value);
      workOf(this.context).escaped(text);
      return written(text);
    },
  });
  for (const name of forbiddenTags) delete engine.tags[name];
  engine.registerTag('case', TextCaseTag);
  engine.registerTag('for', CountedForTag);
  engine.registerTag('tablerow', CountedTablerowTag);
  countFilters(engine);
  const { renderer } = engine;
  const render = renderer.renderTemplates.bind(renderer);
  renderer.renderTemplates = (templates, context, emitter) =>
    render(templates, context, emitter ?? new LimitedEmitter(workOf(context)));
  return engine;
}

function countedOperators(): typeof defaultOperators {
  const counted = { ...defaultOperators };
  for (const name of ['==', '!=', '<', '<=', '>', '>=', 'contains']) {
    const operator = defaultOperators[name];
    if (operator === undefined) throw new Error(`liquidjs has no operator ${name}.`);
    counted[name] = (left: unknown, right: unknown, context: Context) => {
      const work = workOf(context);
      work.value(left);
      work.value(right);
      // What is looked for in a text becomes one.
      if (name === 'contains' && typeof left === 'string') work.search(left, textOf(right));
      return operator(left, right, context);
    };
  }
  return counted;
}
