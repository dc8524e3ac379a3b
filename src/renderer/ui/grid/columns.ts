import type { ReactNode } from 'react';

export type GridColumn<Row> = {
  readonly id: string;
  readonly label: string;
  /** Least width in pixels. */
  readonly width: number;
  /** Share of the width that is left over; none by default. */
  readonly grow?: number;
  /** Where there isn't room for all, the highest goes first; 0 always stays. */
  readonly rank: number;
  readonly numeric?: boolean;
  readonly text: (row: Row) => string;
  /** Shown on hover where it says more than the text. */
  readonly title?: (row: Row) => string;
  /** Shown in place of the text. */
  readonly render?: (row: Row) => ReactNode;
};

/** Gives the columns that fit into the width, in their order. */
export function columnsThatFit<Row>(columns: readonly GridColumn<Row>[], width: number): readonly GridColumn<Row>[] {
  const shown = new Set(columns);
  const needed = () => [...shown].reduce((sum, column) => sum + column.width, 0);
  for (const column of columns.toSorted((a, b) => b.rank - a.rank)) {
    if (needed() <= width || column.rank === 0) break;
    shown.delete(column);
  }
  return columns.filter((column) => shown.has(column));
}

/** Gives the CSS grid template of the columns. */
export function templateOf<Row>(columns: readonly GridColumn<Row>[]): string {
  return columns
    .map(({ width, grow }) => (grow === undefined ? `${width}px` : `minmax(${width}px, ${grow}fr)`))
    .join(' ');
}
