/**
 * Cuts a page from rows of which one more than `limit` was asked for. `next` is the last row's place, its id unless told
 * otherwise, after which the following page begins; null when there is none.
 */
export function pageOf<R extends { readonly id: number }>(
  rows: readonly R[],
  limit: number,
  placeOf: (row: R) => number | null = (row) => row.id,
): { rows: readonly R[]; next: number | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, next: rows.length > limit && last !== undefined ? placeOf(last) : null };
}
