export type Bounds = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

export const smallestSize = { width: 720, height: 480 } as const;
const firstSize = { width: 1180, height: 780 } as const;

/**
 * Gives bounds, in pixels of the desktop, that lie wholly on one screen: the one that showed most of the saved bounds, or
 * the first one when none does. `screens` are the screens' work areas, the primary one first, at least one.
 */
export function boundsOnScreen(saved: Bounds | null, screens: readonly [Bounds, ...Bounds[]]): Bounds {
  const screen =
    saved === null
      ? screens[0]
      : screens.reduce((best, next) => (overlap(saved, next) > overlap(saved, best) ? next : best));
  const { width: wantedWidth, height: wantedHeight } = saved ?? firstSize;
  const width = Math.min(Math.max(wantedWidth, smallestSize.width), screen.width);
  const height = Math.min(Math.max(wantedHeight, smallestSize.height), screen.height);
  if (saved === null || overlap(saved, screen) === 0) {
    const x = screen.x + Math.floor((screen.width - width) / 2);
    const y = screen.y + Math.floor((screen.height - height) / 2);
    return { x, y, width, height };
  }
  return {
    x: within(saved.x, screen.x, screen.x + screen.width - width),
    y: within(saved.y, screen.y, screen.y + screen.height - height),
    width,
    height,
  };
}

function overlap(a: Bounds, b: Bounds): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(width, 0) * Math.max(height, 0);
}

function within(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
