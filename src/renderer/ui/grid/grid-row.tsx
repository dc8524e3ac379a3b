// biome-ignore-all lint/a11y/useSemanticElements: a table's own elements can't stand where only the rows in view are in the page
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and points to its active row
import { mergeClasses } from '@fluentui/react-components';
import type { MouseEvent } from 'react';
import type { GridColumn } from './columns.ts';
import { useGridStyles } from './grid-styles.ts';

type GridRowProps<Row> = {
  readonly id: string;
  readonly row: Row;
  readonly rowIndex: number;
  readonly top: number;
  readonly columns: readonly GridColumn<Row>[];
  readonly shown: readonly GridColumn<Row>[];
  readonly template: string;
  readonly selected: boolean;
  readonly active: boolean;
  readonly onClick: (event: MouseEvent, id: number) => void;
};

/** One row of a table. The table has the focus and handles the keys. */
export function GridRow<Row extends { readonly id: number }>(props: GridRowProps<Row>) {
  const { id, row, rowIndex, top, columns, shown, template, selected, active, onClick } = props;
  const styles = useGridStyles();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the table's, which has the focus
    <div
      id={id}
      role="row"
      aria-rowindex={rowIndex}
      aria-selected={selected}
      data-active={active}
      className={mergeClasses(styles.line, styles.row, selected && styles.selected)}
      style={{ gridTemplateColumns: template, transform: `translateY(${top}px)` }}
      onClick={(event) => onClick(event, row.id)}
    >
      {shown.map((column) => {
        const text = column.text(row);
        return (
          <div
            key={column.id}
            role="gridcell"
            aria-colindex={columns.indexOf(column) + 1}
            className={mergeClasses(styles.cell, column.numeric === true && styles.numeric)}
            title={column.title?.(row) ?? text}
          >
            {column.render?.(row) ?? text}
          </div>
        );
      })}
    </div>
  );
}
