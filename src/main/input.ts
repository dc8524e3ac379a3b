import type { z } from 'zod';
import { t } from '../shared/catalogue/index.ts';
import { type Failure, fail, type Result, succeed } from '../shared/result.ts';

/** Lists and objects within each other. What is deeper could end the stack of whoever goes through it. */
const DEPTH_LIMIT = 100;
/** Of the way to what is too deep, as many keys are told. */
const KEYS_TOLD = 3;

/** Parses unknown input. Fails with INVALID_INPUT, a sentence that a person can act on, and the field that caused it. */
export function parseInput<S extends z.ZodType>(
  schema: S,
  input: unknown,
  unknownKey: 'input.unknownField' | 'settings.unknownKey' = 'input.unknownField',
): Result<z.output<S>> {
  const deep = tooDeep(input);
  if (deep !== undefined)
    return fail({
      code: 'INVALID_INPUT',
      message: t('input.tooDeep', { field: deep, limit: DEPTH_LIMIT }),
      field: deep,
    });
  const parsed = schema.safeParse(input, { error: describeIssue });
  return parsed.success ? succeed(parsed.data) : fail(inputFailure(parsed.error, unknownKey));
}

/** Says where in the input more than DEPTH_LIMIT lists and objects are within each other, by the first keys on the way there. Uses no stack of its own. */
function tooDeep(input: unknown): string | undefined {
  const open: { readonly value: object; readonly depth: number; readonly path: readonly string[] }[] = [];
  const look = (value: unknown, depth: number, path: readonly string[]) => {
    if (typeof value === 'object' && value !== null) open.push({ value, depth, path });
  };
  look(input, 1, []);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, depth, path } = next;
    if (depth > DEPTH_LIMIT) return path.join('.');
    for (const [key, inner] of Object.entries(value))
      if (typeof inner === 'object') look(inner, depth + 1, path.length < KEYS_TOLD ? [...path, key] : path);
  }
  return undefined;
}

/** `field` is the dotted key as the settings name it: what an operation wraps around a settings document is left out. */
function inputFailure(error: z.ZodError, unknownKey: 'input.unknownField' | 'settings.unknownKey'): Failure {
  const issue = error.issues[0];
  const path = (issue?.path ?? []).map(String);
  const field = (path[0] === 'settings' ? path.slice(1) : path).join('.');
  if (issue?.code === 'unrecognized_keys') {
    const key = [...(field === '' ? [] : [field]), issue.keys[0] ?? ''].join('.');
    return {
      code: 'INVALID_INPUT',
      message: t(path[0] === 'settings' ? 'settings.unknownKey' : unknownKey, { key }),
      field: key,
    };
  }
  return { code: 'INVALID_INPUT', message: issue?.message ?? '', ...(field === '' ? {} : { field }) };
}

/** The sentence for a complaint whose schema has none of its own. */
function describeIssue(issue: z.core.$ZodRawIssue): string {
  const field = (issue.path ?? []).join('.');
  return field === '' ? t('input.notAnObject') : t('input.invalid', { field });
}
