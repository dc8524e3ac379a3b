import { describe, expect, it } from 'vitest';
import { type Bounds, boundsOnScreen } from '../../src/main/desktop/window-bounds.ts';

const laptop: Bounds = { x: 0, y: 25, width: 1440, height: 875 };
const monitor: Bounds = { x: 1440, y: 0, width: 2560, height: 1440 };
const left: Bounds = { x: -1920, y: 0, width: 1920, height: 1080 };

describe('the window', () => {
  it.each<[string, Bounds | null, [Bounds, ...Bounds[]], Bounds]>([
    ['is centred at the first start', null, [laptop], { x: 130, y: 72, width: 1180, height: 780 }],
    [
      'stays where it was',
      { x: 100, y: 100, width: 900, height: 600 },
      [laptop],
      { x: 100, y: 100, width: 900, height: 600 },
    ],
    [
      'stays on the second screen',
      { x: 2000, y: 50, width: 1000, height: 700 },
      [laptop, monitor],
      { x: 2000, y: 50, width: 1000, height: 700 },
    ],
    [
      'stays on a screen to the left',
      { x: -1800, y: 50, width: 1000, height: 700 },
      [laptop, left],
      { x: -1800, y: 50, width: 1000, height: 700 },
    ],
    [
      'comes back when its screen is gone',
      { x: 2000, y: 50, width: 1000, height: 700 },
      [laptop],
      { x: 220, y: 112, width: 1000, height: 700 },
    ],
    [
      'is pulled in from over the edge',
      { x: 1300, y: 800, width: 900, height: 600 },
      [laptop],
      { x: 540, y: 300, width: 900, height: 600 },
    ],
    [
      'has its title bar below the top edge',
      { x: 100, y: -300, width: 900, height: 600 },
      [laptop],
      { x: 100, y: 25, width: 900, height: 600 },
    ],
    ['fits a screen that became smaller', { x: 0, y: 0, width: 3000, height: 2000 }, [laptop], laptop],
    [
      'is never too small to use',
      { x: 100, y: 100, width: 10, height: 10 },
      [laptop],
      { x: 100, y: 100, width: 720, height: 480 },
    ],
    [
      'goes where most of it was',
      { x: 1200, y: 100, width: 1000, height: 700 },
      [laptop, monitor],
      { x: 1440, y: 100, width: 1000, height: 700 },
    ],
  ])('%s', (_name, saved, screens, expected) => {
    expect(boundsOnScreen(saved, screens)).toEqual(expected);
  });
});
