import { type RefObject, useLayoutEffect, useRef } from 'react';

/** Keeps the rows that are looked at where they are when others come in above them; at the very top, the newest is shown. */
export function useAnchoredScroll(
  scroller: RefObject<HTMLElement | null>,
  rows: readonly { readonly id: number }[],
  rowHeight: number,
): () => void {
  const anchor = useRef<{ id: number; offset: number } | null>(null);
  const onScroll = () => {
    const top = scroller.current?.scrollTop ?? 0;
    const row = rows[Math.floor(top / rowHeight)];
    anchor.current = top === 0 || row === undefined ? null : { id: row.id, offset: top % rowHeight };
  };
  useLayoutEffect(() => {
    if (anchor.current === null || scroller.current === null) return;
    const { id, offset } = anchor.current;
    const index = rows.findIndex((row) => row.id === id);
    if (index !== -1) scroller.current.scrollTop = index * rowHeight + offset;
  }, [rows, rowHeight, scroller]);
  return onScroll;
}
