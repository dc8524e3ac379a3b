import { type KeyboardEvent, type MouseEvent, useEffect, useRef } from 'react';
import { isMac } from '../platform.ts';
import { indexAfter, type Selection, selectAll, selectOne, selectTo, toggle } from './selection.ts';

/** What a row was opened with; a double click comes as `pointer` first. */
export type OpenedBy = 'key' | 'pointer' | 'doubleClick';

type GridKeys = {
  readonly rows: readonly { readonly id: number }[];
  readonly selection: Selection;
  readonly several: boolean;
  readonly rowsOnPage: () => number;
  readonly onSelect: (selection: Selection) => void;
  readonly onOpen: ((id: number, by: OpenedBy) => void) | undefined;
  readonly onDelete: (() => void) | undefined;
  readonly onSelectAll: (() => void) | undefined;
};

/** Gives what keys and clicks do in a table: as lists do everywhere on a desktop. */
export function useGridKeys(keys: GridKeys) {
  const { rows, selection, several, rowsOnPage, onSelect, onOpen, onDelete, onSelectAll } = keys;
  // Where the active row is, or was: others come and go, and the keyboard goes on from there.
  const place = useRef(-1);
  const found = rows.findIndex((row) => row.id === selection.active);
  useEffect(() => {
    if (selection.active === null || found !== -1) place.current = found;
  }, [selection.active, found]);
  const onKeyDown = (event: KeyboardEvent) => {
    const { key } = event;
    const mod = isMac ? event.metaKey : event.ctrlKey;
    const gone = found === -1 && selection.active !== null && place.current !== -1;
    // What followed the row that is gone stands in its place.
    const index = gone ? place.current - (key === 'ArrowDown' ? 1 : 0) : found;
    const next = rows[indexAfter(key, index, rows.length, rowsOnPage()) ?? -1];
    if (next !== undefined)
      onSelect(several && event.shiftKey ? selectTo(selection, next.id, rows) : selectOne(next.id));
    else if (key === 'Enter' && selection.active !== null && !gone) onOpen?.(selection.active, 'key');
    else if (key === 'Delete' && selection.ids.size > 0 && onDelete !== undefined) onDelete();
    else if (several && key === ' ' && selection.active !== null) onSelect(toggle(selection, selection.active));
    else if (several && mod && key.toLowerCase() === 'a')
      (onSelectAll ?? (() => onSelect(selectAll(selection, rows))))();
    else return;
    event.preventDefault();
  };

  const onRowClick = (event: MouseEvent, id: number) => {
    if (several && (isMac ? event.metaKey : event.ctrlKey)) onSelect(toggle(selection, id));
    else if (several && event.shiftKey) onSelect(selectTo(selection, id, rows));
    else {
      onSelect(selectOne(id));
      onOpen?.(id, event.detail === 2 ? 'doubleClick' : 'pointer');
    }
  };

  return { onKeyDown, onRowClick };
}
