// biome-ignore-all lint/a11y/useSemanticElements: a table's own elements can't stand where only the rows in view are in the page
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and points to its active row
import { mergeClasses } from '@fluentui/react-components';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useEffectEvent, useId, useRef } from 'react';
import { useWidth } from '../use-width.ts';
import { columnsThatFit, type GridColumn, templateOf } from './columns.ts';
import { GridRow } from './grid-row.tsx';
import { GRID_PADDING, HEADER_HEIGHT, ROW_HEIGHT, useGridStyles } from './grid-styles.ts';
import type { Selection } from './selection.ts';
import { useAnchoredScroll } from './use-anchored-scroll.ts';
import { type OpenedBy, useGridKeys } from './use-grid-keys.ts';

type DataGridProps<Row> = {
  readonly label: string;
  readonly columns: readonly GridColumn<Row>[];
  readonly rows: readonly Row[];
  /** True when there are more rows than have been read. */
  readonly hasMore: boolean;
  readonly onNearEnd: () => void;
  readonly selection: Selection;
  readonly onSelect: (selection: Selection) => void;
  /** Several rows can be marked at once. */
  readonly several?: boolean;
  /** Enter, a click or a double click on a row. */
  readonly onOpen?: (id: number, by: OpenedBy) => void;
  readonly onDelete?: () => void;
  /** Mod+A, where more is meant by it than the rows that have been read. */
  readonly onSelectAll?: () => void;
  /** Shown in place of rows when there are none. */
  readonly empty: ReactNode;
};

/** A table of any length (ARIA grid): only the rows in view are in the page. One tab stop; the arrow keys move within. */
export function DataGrid<Row extends { readonly id: number }>(props: DataGridProps<Row>) {
  const {
    label,
    columns,
    rows,
    hasMore,
    onNearEnd,
    selection,
    onSelect,
    several = false,
    onOpen,
    onDelete,
    onSelectAll,
    empty,
  } = props;
  const styles = useGridStyles();
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const shown = columnsThatFit(columns, useWidth(scroller) - GRID_PADDING);
  const template = templateOf(shown);
  const onScroll = useAnchoredScroll(scroller, rows, ROW_HEIGHT);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    scrollPaddingStart: HEADER_HEIGHT,
    overscan: 12,
  });
  const items = virtualizer.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  const shortOfRowsAt = hasMore && lastShown >= rows.length - 30 ? rows.length : null;
  const readMore = useEffectEvent(onNearEnd);
  useEffect(() => {
    if (shortOfRowsAt !== null) readMore();
  }, [shortOfRowsAt]);

  const showActive = useEffectEvent((active: number) => {
    const index = rows.findIndex((row) => row.id === active);
    if (index !== -1) virtualizer.scrollToIndex(index);
  });
  useEffect(() => {
    if (selection.active !== null) showActive(selection.active);
  }, [selection.active]);

  const rowsOnPage = () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_HEIGHT) - 2);
  const { onKeyDown, onRowClick } = useGridKeys({
    rows,
    selection,
    several,
    rowsOnPage,
    onSelect,
    onOpen,
    onDelete,
    onSelectAll,
  });
  const rowId = (row: number) => `${id}-${row}`;
  const activeInPage = items.some((item) => rows[item.index]?.id === selection.active);

  return (
    <div
      ref={scroller}
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={hasMore ? -1 : rows.length + 1}
      aria-colcount={columns.length}
      aria-multiselectable={several}
      aria-activedescendant={activeInPage && selection.active !== null ? rowId(selection.active) : undefined}
      className={mergeClasses(styles.scroller, activeInPage && styles.pointing)}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" className={styles.head}>
        <div role="row" aria-rowindex={1} className={styles.line} style={{ gridTemplateColumns: template }}>
          {shown.map((column) => (
            <div
              key={column.id}
              role="columnheader"
              aria-colindex={columns.indexOf(column) + 1}
              className={mergeClasses(styles.heading, column.numeric === true && styles.numeric)}
            >
              {column.label}
            </div>
          ))}
        </div>
      </div>
      {rows.length === 0 ? (
        <div role="row" aria-rowindex={2}>
          <div role="gridcell" aria-colspan={columns.length} className={styles.empty}>
            {empty}
          </div>
        </div>
      ) : (
        <div role="rowgroup" className={styles.body} style={{ height: virtualizer.getTotalSize() }}>
          {items.map((item) => {
            const row = rows[item.index];
            return row === undefined ? null : (
              <GridRow
                key={row.id}
                id={rowId(row.id)}
                row={row}
                rowIndex={item.index + 2}
                top={item.start}
                columns={columns}
                shown={shown}
                template={template}
                selected={selection.ids.has(row.id)}
                active={selection.active === row.id}
                onClick={onRowClick}
              />
            );
          })}
        </div>
      )}
    </div>
  );
}
