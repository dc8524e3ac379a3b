import { type RefObject, useLayoutEffect, useState } from 'react';

/** How much of its commands a toolbar shows: all, all but their shortcuts, but icons alone of the lesser ones, or of all. */
export type ToolbarDetail = 'all' | 'labels' | 'mainLabels' | 'icons';

const details: readonly ToolbarDetail[] = ['all', 'labels', 'mainLabels', 'icons'];

/**
 * Has a toolbar show as much as there is room for.
 *
 * @param place what gives it its room
 * @param content the labels, as text: with other ones it is tried anew
 */
export function useToolbarDetail(
  toolbar: RefObject<HTMLElement | null>,
  place: HTMLElement | null,
  content: string,
): ToolbarDetail {
  const [room, setRoom] = useState(0);
  const [tried, setTried] = useState({ content, room, level: 0 });
  const current = tried.content === content && tried.room === room ? tried : { content, room, level: 0 };
  useLayoutEffect(() => {
    if (place === null) return;
    const observer = new ResizeObserver(() => setRoom(place.clientWidth));
    observer.observe(place);
    return () => observer.disconnect();
  }, [place]);
  useLayoutEffect(() => {
    const needed = toolbar.current?.scrollWidth ?? 0;
    if (room > 0 && needed > room && current.level < details.length - 1)
      setTried({ content, room, level: current.level + 1 });
  });
  return details[current.level] ?? 'icons';
}
