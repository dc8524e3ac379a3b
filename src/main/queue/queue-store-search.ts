/** Finds a text in what people read of a message; `d` is its delivery, `@text` what `patternOf` gives. */
export const MATCHES = `(d.subject LIKE @text ESCAPE '\\' OR d.recipients LIKE @text ESCAPE '\\' OR d.sender LIKE @text ESCAPE '\\'
  OR d.notification LIKE @text ESCAPE '\\' OR d.initiator LIKE @text ESCAPE '\\')`;

/** A text as LIKE takes it; undefined when everything matches. */
export function patternOf(search: string | undefined): string | undefined {
  const text = search?.trim() ?? '';
  return text === '' ? undefined : `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
