import { type RefObject, useLayoutEffect, useRef } from 'react';

type Rows = readonly { readonly id: number }[];

/**
 * Keeps the rows that are looked at where they are when others come in above them, or go; at the very top, the newest is shown.
 * Where the row itself has gone, the one that followed it takes its place.
 */
export function useAnchoredScroll(scroller: RefObject<HTMLElement | null>, rows: Rows, rowHeight: number): () => void {
  const anchor = useRef<{ index: number; rows: Rows; offset: number } | null>(null);
  const onScroll = () => {
    const top = scroller.current?.scrollTop ?? 0;
    const index = Math.floor(top / rowHeight);
    anchor.current = top === 0 || rows[index] === undefined ? null : { index, rows, offset: top % rowHeight };
  };
  useLayoutEffect(() => {
    const before = anchor.current;
    if (before === null || scroller.current === null || before.rows === rows) return;
    const index = placeOf(before.rows, before.index, rows);
    if (index === -1) return;
    scroller.current.scrollTop = index * rowHeight + before.offset;
    anchor.current = { ...before, index, rows };
  }, [rows, rowHeight, scroller]);
  return onScroll;
}

/** Gives where a row is now, or the first of those after it that is still there; -1 when none is. */
function placeOf(before: Rows, index: number, rows: Rows): number {
  const places = new Map(rows.map((row, place) => [row.id, place]));
  for (let at = index; at < before.length; at++) {
    const place = places.get(before[at]?.id ?? -1);
    if (place !== undefined) return place;
  }
  return -1;
}
