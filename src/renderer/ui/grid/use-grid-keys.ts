import type { KeyboardEvent, MouseEvent } from 'react';
import { isMac } from '../platform.ts';
import { indexAfter, type Selection, selectAll, selectOne, selectTo, toggle } from './selection.ts';

type GridKeys = {
  readonly rows: readonly { readonly id: number }[];
  readonly selection: Selection;
  readonly several: boolean;
  readonly rowsOnPage: () => number;
  readonly onSelect: (selection: Selection) => void;
  readonly onOpen: ((id: number, by: 'key' | 'pointer') => void) | undefined;
  readonly onDelete: (() => void) | undefined;
};

/** Gives what keys and clicks do in a table: as lists do everywhere on a desktop. */
export function useGridKeys({ rows, selection, several, rowsOnPage, onSelect, onOpen, onDelete }: GridKeys) {
  const onKeyDown = (event: KeyboardEvent) => {
    const { key } = event;
    const mod = isMac ? event.metaKey : event.ctrlKey;
    const index = rows.findIndex((row) => row.id === selection.active);
    const next = rows[indexAfter(key, index, rows.length, rowsOnPage()) ?? -1];
    if (next !== undefined)
      onSelect(several && event.shiftKey ? selectTo(selection, next.id, rows) : selectOne(next.id));
    else if (key === 'Enter' && selection.active !== null) onOpen?.(selection.active, 'key');
    else if (key === 'Delete' && selection.ids.size > 0 && onDelete !== undefined) onDelete();
    else if (several && key === ' ' && selection.active !== null) onSelect(toggle(selection, selection.active));
    else if (several && mod && key.toLowerCase() === 'a') onSelect(selectAll(selection, rows));
    else return;
    event.preventDefault();
  };

  const onRowClick = (event: MouseEvent, id: number) => {
    if (several && (isMac ? event.metaKey : event.ctrlKey)) onSelect(toggle(selection, id));
    else if (several && event.shiftKey) onSelect(selectTo(selection, id, rows));
    else {
      onSelect(selectOne(id));
      onOpen?.(id, 'pointer');
    }
  };

  return { onKeyDown, onRowClick };
}
