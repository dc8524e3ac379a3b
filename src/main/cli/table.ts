import { inColumns, onOneLine, widthOf } from './text.ts';

export type Column<Row> = {
  readonly title: string;
  readonly value: (row: Row) => string;
  readonly align?: 'right';
  /** Never cut: a part of it would say nothing. */
  readonly whole?: true;
};

const GAP = '  ';
const LEAST_COLUMNS = 8;

/**
 * Gives rows under their titles, one line each. Where the lines are wider than the terminal, the widest columns are cut;
 * a width of undefined (a pipe, a file) leaves everything whole.
 */
export function table<Row>(columns: readonly Column<Row>[], rows: readonly Row[], width: number | undefined): string {
  const cells = rows.map((row) => columns.map((column) => onOneLine(column.value(row))));
  const lines = [columns.map((column) => column.title), ...cells];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => widthOf(line[index] ?? ''))));
  const room = (width ?? Number.POSITIVE_INFINITY) - GAP.length * (columns.length - 1);
  for (let tooMuch = sum(widths) - room; tooMuch > 0; tooMuch--) {
    const cuttable = widths.map((each, index) => (columns[index]?.whole ? 0 : each));
    const widest = Math.max(...cuttable);
    if (widest <= LEAST_COLUMNS) break;
    widths[cuttable.indexOf(widest)] = widest - 1;
  }
  const shown = (line: readonly string[]) =>
    line
      .map((cell, index) => inColumns(cell, widths[index] ?? 0, columns[index]?.align))
      .join(GAP)
      .trimEnd();
  return lines.map(shown).join('\n');
}

/** Gives names with their values, aligned; pairs without a value are left out. */
export function fieldList(fields: readonly (readonly [name: string, value: string | null | undefined])[]): string {
  const present = fields.filter((field): field is readonly [string, string] => (field[1] ?? '') !== '');
  const nameWidth = Math.max(0, ...present.map(([name]) => widthOf(name)));
  return present.map(([name, value]) => `${inColumns(name, nameWidth)}${GAP}${onOneLine(value)}`).join('\n');
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
