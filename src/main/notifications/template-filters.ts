import type { Context, Liquid } from 'liquidjs';
import { PATH_LIMIT, workOf } from './template-context.ts';
import { NotText, textOf } from './template-text.ts';
import { TooMuch, type Work } from './template-work.ts';

/** What a filter of liquidjs is called on. */
export type FilterThis = { readonly context: Context };

/** What evaluates texts as templates, gives something else each time, or shows more than was meant to be shown. */
const forbiddenFilters = /_exp$|^(sample|inspect|jsonify)$/;

/** Filters that look for their first argument in a text. */
const searchingFilters = /^(split|remove|remove_first|remove_last|replace|replace_first|replace_last)$/;

/** Filters that look at a text character by character, or at a list's items again and again. */
const slowFilters =
  /^([lr]?strip|squish|slice|truncate|truncatewords|split|replace|remove|slugify|url_(en|de)code|cgi_escape|uri_escape|newline_to_br|escape|escape_once|xml_escape|normalize_whitespace|number_of_words|strip_newlines|json|sort|sort_natural)$/;

/** Filters that take the name of a property, as a path. */
const propertyFilters = /^(sort|sort_natural|map|sum|where|reject|group_by|has|find|find_index)$/;

/** How many names of days, months and time zones a filter for dates writes. */
const namesInDate: Readonly<Record<string, number>> = {
  date_to_xmlschema: 0,
  date_to_rfc822: 2,
  date_to_string: 1,
  date_to_long_string: 1,
};

/** Makes an engine's filters count what they do, but for those that no template may use: they are taken out. */
export function countFilters(engine: Liquid): void {
  for (const name of Object.keys(engine.filters)) {
    if (forbiddenFilters.test(name)) engine.unregisterFilter(name);
    else countFilter(engine, name);
  }
}

export function countFilter(engine: Liquid, name: string): void {
  const filter = engine.filters[name];
  if (filter === undefined) return;
  const handler = typeof filter === 'function' ? filter : filter.handler;
  const counted = function* (this: FilterThis, ...values: unknown[]): Generator<unknown, unknown, unknown> {
    const work = workOf(this.context);
    count(name, values, work);
    work.insideFilter = true;
    const result: unknown = yield Reflect.apply(handler, this, values);
    work.insideFilter = false;
    work.value(result);
    return result;
  };
  engine.registerFilter(name, typeof filter === 'function' ? counted : { ...filter, handler: counted });
}

/** Counts what a filter is about to do. */
function count(name: string, values: readonly unknown[], work: Work): void {
  const [input, argument] = values;
  work.step();
  for (const value of values) work.value(value, slowFilters.test(name));
  if (searchingFilters.test(name)) work.search(textOf(input), textOf(argument));
  if (propertyFilters.test(name)) countPath(input, argument, work);
  if (name === 'date') work.date(textOf(argument), values.length > 2);
  const names = namesInDate[name];
  if (names !== undefined) work.date('%B'.repeat(names), false);
}

/** A path is read anew for each item. */
function countPath(list: unknown, path: unknown, work: Work): void {
  if (path === undefined || path === null) return;
  if (typeof path === 'object') throw new NotText();
  const text = String(path);
  if (text.length > PATH_LIMIT) throw new TooMuch('path');
  // It can have a range in it, which would be made for each item.
  if (text.includes('..')) throw new TooMuch('work');
  // What is no list is one of one item, or of an object's properties.
  const isObject = typeof list === 'object' && list !== null;
  work.path(text, Array.isArray(list) ? list.length : isObject ? Object.keys(list).length : 1);
}
