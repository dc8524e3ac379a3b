import type { z } from 'zod';
import { t } from '../shared/catalogue/index.ts';
import { type Failure, fail, type Result, succeed } from '../shared/result.ts';

/** Parses unknown input. Fails with INVALID_INPUT, a sentence that a person can act on, and the field that caused it. */
export function parseInput<S extends z.ZodType>(
  schema: S,
  input: unknown,
  unknownKey: 'input.unknownField' | 'settings.unknownKey' = 'input.unknownField',
): Result<z.output<S>> {
  const parsed = schema.safeParse(input, { error: describeIssue });
  return parsed.success ? succeed(parsed.data) : fail(inputFailure(parsed.error, unknownKey));
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
