/** Which rows are marked, by id. `active` is where the keyboard is, `anchor` where a range began. */
export type Selection = {
  readonly active: number | null;
  readonly anchor: number | null;
  readonly ids: ReadonlySet<number>;
};

export const nothingSelected: Selection = { active: null, anchor: null, ids: new Set() };

/** Marks one row alone. */
export function selectOne(id: number): Selection {
  return { active: id, anchor: id, ids: new Set([id]) };
}

/** Marks the rows from the anchor to the row. */
export function selectTo(selection: Selection, id: number, rows: readonly { readonly id: number }[]): Selection {
  const from = rows.findIndex((row) => row.id === (selection.anchor ?? id));
  const to = rows.findIndex((row) => row.id === id);
  if (from === -1 || to === -1) return selectOne(id);
  const range = rows.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { active: id, anchor: selection.anchor ?? id, ids: new Set(range.map((row) => row.id)) };
}

/** Marks the row when it isn't marked, and the other way round; the others stay as they are. */
export function toggle(selection: Selection, id: number): Selection {
  const ids = new Set(selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return { active: id, anchor: id, ids };
}

/** Marks every row. */
export function selectAll(selection: Selection, rows: readonly { readonly id: number }[]): Selection {
  return { ...selection, ids: new Set(rows.map((row) => row.id)) };
}

/** Gives the index that a key moves to; undefined for a key that doesn't move. */
export function indexAfter(key: string, index: number, count: number, page: number): number | undefined {
  const within = (next: number) => Math.min(count - 1, Math.max(0, next));
  switch (key) {
    case 'ArrowDown':
      return within(index + 1);
    case 'ArrowUp':
      return within(index === -1 ? 0 : index - 1);
    case 'PageDown':
      return within(index + page);
    case 'PageUp':
      return within(index - page);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
