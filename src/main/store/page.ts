/**
 * Cuts a page from rows of which one more than `limit` was asked for. `next` is the id after which the following page
 * begins; null when there is none.
 */
export function pageOf<R extends { readonly id: number }>(
  rows: readonly R[],
  limit: number,
): { rows: readonly R[]; next: number | null } {
  const page = rows.slice(0, limit);
  return { rows: page, next: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
}
