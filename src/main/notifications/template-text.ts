/** Thrown where a list or an object would be written as a text. */
export class NotText extends Error {}

/** What a value is as a text. Throws NotText for an object. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  // A list of texts is written without anything in between, as Liquid does it everywhere.
  if (Array.isArray(value)) return value.map(textOf).join('');
  const plain: unknown = Object(value).valueOf();
  if (plain !== value && typeof plain !== 'object') return textOf(plain);
  throw new NotText();
}
