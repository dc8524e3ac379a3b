/** Says whether a body is announced as JSON in UTF-8 (RFC 8259 section 11). */
export function isJson(contentType: string | undefined): boolean {
  return /^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(contentType ?? '');
}

/** A text with its bytes guessed at would be another one, so what isn't UTF-8 is no JSON (RFC 8259 section 8.1). */
export function parseJson(body: ArrayBuffer): { readonly value: unknown } | undefined {
  try {
    return parseText(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}

export function parseText(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
