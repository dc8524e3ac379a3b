/** Shows control characters but the line break as `\xNN`, so that they do nothing where the text is printed. */
export function escapeControlCharacters(text: string): string {
  // Most of what is said is plain, and there is much of it.
  if (/^[\n\x20-\x7e]*$/.test(text)) return text;
  return text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
    /[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (character) => {
      const code = character.charCodeAt(0);
      return code > 0xff ? `\\u${code.toString(16)}` : `\\x${code.toString(16).padStart(2, '0')}`;
    },
  );
}
