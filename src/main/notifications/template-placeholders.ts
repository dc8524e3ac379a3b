import { type Template, type Token, TypeGuards, toValueSync, Value } from 'liquidjs';
import { MOST_NAMES } from './template-context.ts';
import { TooMuch } from './template-work.ts';

/**
 * Finds the placeholders that a template takes from outside, by name, with where each stands first. What the template makes
 * itself (`assign`, `capture`, `increment`, the item of a loop) is none from there on.
 *
 * Throws TooMuch for a path that has too many names.
 *
 * liquidjs has such an analysis; it works out line and column of every single use, which takes minutes for a large template.
 */
export function placeholdersIn(templates: readonly Template[]): ReadonlyMap<string, Token> {
  const found = new Map<string, Token>();
  // In `offset: continue` it is a word of the language.
  const made = new Set<string>(['continue']);

  function look(template: Template, inBlock: readonly string[]): void {
    for (const argument of template.arguments?.() ?? []) {
      for (const { name, token } of namesIn(argument))
        if (!made.has(name) && !inBlock.includes(name) && !found.has(name)) found.set(name, token);
    }
    for (const local of template.localScope?.() ?? []) made.add(typeof local === 'string' ? local : local.content);
    const inside = [...inBlock, ...(template.blockScope?.() ?? [])];
    if (template.children === undefined) return;
    const children: readonly Template[] = toValueSync(template.children(false, true));
    for (const child of children) look(child, inside);
  }

  for (const template of templates) look(template, []);
  return found;
}

type Name = { readonly name: string; readonly token: Token };

function* namesIn(value: unknown): Generator<Name> {
  if (value instanceof Value) {
    yield* namesInExpression(value.initial.postfix, value.filters);
  } else if (TypeGuards.isFilteredValueToken(value)) {
    yield* namesInExpression(value.initial.postfix, value.filters);
  } else if (TypeGuards.isRangeToken(value)) {
    yield* namesIn(value.lhs);
    yield* namesIn(value.rhs);
  } else if (TypeGuards.isPropertyAccessToken(value)) {
    if (value.props.length > MOST_NAMES) throw new TooMuch('path');
    const [root, ...rest] = value.props;
    if (value.variable !== undefined) yield* namesIn(value.variable);
    else if (TypeGuards.isWordToken(root) || TypeGuards.isQuotedToken(root))
      yield { name: String(root.content), token: value };
    else yield* namesIn(root);
    // In `a[b]`, b is one as well; in `a.b` it is a word.
    for (const part of rest) if (!TypeGuards.isWordToken(part)) yield* namesIn(part);
  }
}

function* namesInExpression(
  tokens: readonly Token[],
  filters: readonly { readonly args: readonly unknown[] }[],
): Generator<Name> {
  for (const token of tokens) yield* namesIn(token);
  for (const { args } of filters) {
    // `name: value` comes as a pair.
    for (const argument of args) yield* namesIn(Array.isArray(argument) ? argument[1] : argument);
  }
}
