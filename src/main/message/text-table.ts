import type { DomNode, FormatCallback } from 'html-to-text';

const COLUMN_GAP = 3;
/** Cells are wrapped at this width; what can't be wrapped, such as a URL, sticks out. */
const CELL_WIDTH = 60;
const SPAN_LIMIT = 50;
/** Of one table, spans included. Cells beyond follow the last column, each after one blank. */
const COLUMN_LIMIT = 1000;
/** Columns further to the right follow each other with one blank. */
const INDENT_LIMIT = 400;

type Cell = { readonly text: string; readonly colspan: number; readonly rowspan: number };

/**
 * Writes a table of data in columns, and a table that only lays out what is in it as one block after the other: one that
 * says so, holds further tables, or has no row of two cells.
 */
export const formatTable: FormatCallback = (table, walk, builder) => {
  const rows = rowsOf(table);
  if (isLayout(table, rows)) {
    builder.openBlock({ leadingLineBreaks: 1 });
    walk(table.children, builder);
    builder.closeBlock({ trailingLineBreaks: 1 });
    return;
  }
  builder.openTable();
  for (const row of rows) {
    builder.openTableRow();
    for (const cell of cellsOf(row)) {
      builder.openTableCell();
      walk(cell.children, builder);
      builder.closeTableCell({ colspan: spanOf(cell, 'colspan'), rowspan: spanOf(cell, 'rowspan') });
    }
    builder.closeTableRow();
  }
  builder.closeTable({ tableToString: inColumns, leadingLineBreaks: 2, trailingLineBreaks: 2 });
};

function isLayout(table: DomNode, rows: readonly DomNode[]): boolean {
  const role = table.attribs?.role ?? '';
  if (/^(presentation|none)$/i.test(role)) return true;
  // A caption, and what stands between rows or cells, would be lost in columns.
  if (hasStray(table, /^(tr|thead|tbody|tfoot|colgroup|col)$/)) return true;
  const groups = table.children.filter(({ name }) => /^(thead|tbody|tfoot)$/.test(name ?? ''));
  if (groups.some((group) => hasStray(group, /^tr$/)) || rows.some((row) => hasStray(row, /^t[dh]$/))) return true;
  return hasTable(table) || !rows.some((row) => cellsOf(row).length > 1);
}

function hasStray(node: DomNode, expected: RegExp): boolean {
  return node.children.some(({ type, name, data }) =>
    type === 'tag' ? !expected.test(name ?? '') : type === 'text' && /\S/.test(data ?? ''),
  );
}

function hasTable(node: DomNode): boolean {
  return (node.children ?? []).some((child) => child.name === 'table' || hasTable(child));
}

function rowsOf(table: DomNode): DomNode[] {
  return table.children.flatMap((child) => {
    if (child.name === 'tr') return [child];
    return /^(thead|tbody|tfoot)$/.test(child.name ?? '') ? child.children.filter(({ name }) => name === 'tr') : [];
  });
}

function cellsOf(row: DomNode): DomNode[] {
  return row.children.filter(({ name }) => name === 'td' || name === 'th');
}

function spanOf(cell: DomNode, attribute: 'colspan' | 'rowspan'): number {
  const span = Number.parseInt(cell.attribs?.[attribute] ?? '1', 10);
  return span >= 1 ? Math.min(span, SPAN_LIMIT) : 1;
}

type Placed = { readonly column: number; readonly lines: readonly string[] };

function inColumns(rows: readonly (readonly Cell[])[]): string {
  const widths: number[] = [];
  const placed = placeCells(rows, widths);
  const starts = widths.map(() => 0);
  for (let column = 1; column < widths.length; column++)
    starts[column] = Math.min((starts[column - 1] ?? 0) + (widths[column - 1] ?? 0) + COLUMN_GAP, INDENT_LIMIT);
  return placed.map((cells) => linesOf(cells, starts).join('\n')).join('\n');
}

/** Gives each row's cells with their columns, passing over what cells above reach down into, and notes the columns' widths. */
function placeCells(rows: readonly (readonly Cell[])[], widths: number[]): Placed[][] {
  /** By column, the row from which on it is free. */
  const freeFrom: number[] = [];
  return rows.map((row, index) => {
    let column = 0;
    return row.map(({ text, colspan, rowspan }) => {
      while ((freeFrom[column] ?? 0) > index) column++;
      const cell = { column, lines: text.split('\n').flatMap(wrapped) };
      const end = Math.min(column + colspan, COLUMN_LIMIT);
      for (let each = column; each < end; each++) {
        freeFrom[each] = index + rowspan;
        widths[each] ??= 0;
      }
      const longest = cell.lines.reduce((most, line) => Math.max(most, line.length), 0);
      // A heading over several columns says nothing of the first one's width.
      if (colspan === 1 && column < end) widths[column] = Math.max(widths[column] ?? 0, Math.min(longest, CELL_WIDTH));
      column = end;
      return cell;
    });
  });
}

function linesOf(cells: readonly Placed[], starts: readonly number[]): string[] {
  const height = cells.reduce((most, { lines }) => Math.max(most, lines.length), 0);
  const output = new Array<string>(height).fill('');
  for (const { column, lines } of cells) {
    for (const [index, text] of lines.entries()) {
      if (text === '') continue;
      const before = output[index] ?? '';
      output[index] = (before === '' ? before : `${before} `).padEnd(starts[column] ?? 0) + text;
    }
  }
  return output;
}

/** Breaks a cell's line at blanks, so that it fits its column. */
function wrapped(line: string): string[] {
  if (line.length <= CELL_WIDTH) return [line];
  const lines: string[] = [];
  let output = '';
  for (const word of line.split(' ')) {
    if (output === '') {
      output = word;
    } else if (output.length + 1 + word.length <= CELL_WIDTH) {
      output += ` ${word}`;
    } else {
      lines.push(output);
      output = word;
    }
  }
  return [...lines, output];
}
