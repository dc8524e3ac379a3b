import { t } from '../../shared/catalogue/index.ts';
import type { Notification } from '../../shared/notification.ts';
import { type Failure, fail, type Result, succeed } from '../../shared/result.ts';

export type Json = Notification['placeholders'][string];

/** What a sample that is more than text is, as JSON (RFC 8259 section 3). */
type Kind = 'boolean' | 'number' | 'list' | 'object';

/** Characters of a sample that are shown of it. */
const SHOWN = 80;
const MOST_NAMED = 10;

/**
 * Puts together what an Action gives: `values` before `data` of the same name. A value is text as it is; one whose sample is a
 * boolean, number, list or object is read as JSON of that kind. What is null or has nothing but blanks is no value. Fails with
 * PLACEHOLDER_UNKNOWN for a value that the notification has no placeholder for, and INVALID_INPUT for one of another kind;
 * `field` is `values.NAME`.
 */
export function givenValues(
  { name: notification, placeholders }: Pick<Notification, 'name' | 'placeholders'>,
  given: { readonly values: Readonly<Record<string, string>>; readonly data: Readonly<Record<string, Json>> },
): Result<Readonly<Record<string, Json>>> {
  const [unknown, ...more] = Object.keys(given.values).filter((name) => !Object.hasOwn(placeholders, name));
  if (unknown !== undefined) {
    const names = listed([unknown, ...more]);
    const message = t('template.valuesUnknown', { notification, names });
    return fail({ code: 'PLACEHOLDER_UNKNOWN', message, field: fieldOf(unknown) });
  }
  // Own names only: nothing of what objects have by nature is a value.
  const scope: Record<string, Json> = Object.create(null);
  for (const [name, value] of Object.entries(given.data)) if (!isBlank(value)) scope[name] = value;
  for (const [name, text] of Object.entries(given.values)) {
    delete scope[name];
    if (isBlank(text)) continue;
    const sample = placeholders[name] ?? null;
    const kind = kindOf(sample);
    const value = kind === undefined ? text : readAs(kind, text);
    if (value === undefined) return fail(ofAnotherKind(name, kind ?? 'object', sample));
    scope[name] = value;
  }
  return succeed(scope);
}

/** True for a placeholder whose value is more than can be typed as text. */
export function isStructured(sample: Json | undefined): boolean {
  return typeof sample === 'object' && sample !== null;
}

/** Names for a sentence, those that are too many left out. */
export function listed(names: readonly string[]): string {
  return names
    .slice(0, MOST_NAMED)
    .map((name) => name.slice(0, SHOWN))
    .join(', ');
}

function isBlank(value: Json): boolean {
  return value === null || (typeof value === 'string' && value.trim() === '');
}

/** Undefined for text, and for a sample that says nothing of what its value is. */
function kindOf(value: Json): Kind | undefined {
  if (value === null || typeof value === 'string') return undefined;
  if (typeof value === 'object') return Array.isArray(value) ? 'list' : 'object';
  return typeof value === 'boolean' ? 'boolean' : 'number';
}

function readAs(kind: Kind, text: string): Json | undefined {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
  // A longer number would be rounded, and nobody would know.
  const isExact = typeof value !== 'number' || !Number.isInteger(value) || Number.isSafeInteger(value);
  return kindOf(value) === kind && isExact && value !== Number.POSITIVE_INFINITY && value !== Number.NEGATIVE_INFINITY
    ? value
    : undefined;
}

function ofAnotherKind(name: string, kind: Kind, sample: Json): Failure {
  const message = t(`template.valueKind.${kind}`, { name, sample: JSON.stringify(sample).slice(0, SHOWN) });
  return { code: 'INVALID_INPUT', message, field: fieldOf(name) };
}

function fieldOf(name: string): string {
  return `values.${name.slice(0, SHOWN)}`;
}
