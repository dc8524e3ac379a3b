/** A part of the report: its heading with what stands under it. */
export type Section = { readonly heading: string; readonly lines: readonly string[] };

export type Fields = readonly (readonly [name: string, value: string | null])[];

/** Puts sections under each other; one without lines is left out. */
export function layOut(head: readonly string[], sections: readonly Section[]): string {
  const parts = sections
    .filter(({ lines }) => lines.length > 0)
    .flatMap(({ heading, lines }) => ['', heading, '-'.repeat(heading.length), ...lines]);
  return `${[...head, ...parts].join('\n')}\n`;
}

/** Gives names with their values, aligned; those without a value are left out, and a value of several lines is indented. */
export function fieldLines(fields: Fields): string[] {
  const present = fields.filter((field): field is readonly [string, string] => (field[1] ?? '') !== '');
  const width = Math.max(0, ...present.map(([name]) => name.length)) + 2;
  return present.map(([name, value]) => name.padEnd(width) + value.replace(/\r?\n/g, `\n${' '.repeat(width)}`));
}
