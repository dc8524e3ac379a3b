import { expect, test } from 'vitest';
import { moveInTree, type TreeNode, visibleNodes } from '../../src/renderer/ui/tree/tree-nodes.ts';

const leaf = (id: string): TreeNode => ({ id, label: id });
const nodes: readonly TreeNode[] = [
  { id: 'a', label: 'a', children: [{ id: 'b', label: 'b', children: [leaf('c'), leaf('d')] }, leaf('e')] },
];

test('the nodes that can be seen know their level and their place', () => {
  const seen = visibleNodes(nodes, new Set()).map(({ node, level, place, siblings }) => [
    node.id,
    level,
    place,
    siblings,
  ]);
  expect(seen).toEqual([
    ['a', 1, 1, 1],
    ['b', 2, 1, 2],
    ['c', 3, 1, 2],
    ['d', 3, 2, 2],
    ['e', 2, 2, 2],
  ]);
  expect(visibleNodes(nodes, new Set(['b'])).map(({ node }) => node.id)).toEqual(['a', 'b', 'e']);
});

const moves: readonly [key: string, at: string, closed: string[], what: string | undefined][] = [
  ['ArrowDown', 'a', [], 'go b'],
  ['ArrowDown', 'e', [], undefined],
  ['ArrowUp', 'e', [], 'go d'],
  ['ArrowUp', 'a', [], undefined],
  ['Home', 'e', [], 'go a'],
  ['End', 'a', [], 'go e'],
  ['ArrowRight', 'b', [], 'go c'],
  ['ArrowRight', 'b', ['b'], 'open b'],
  ['ArrowRight', 'c', [], undefined],
  ['ArrowLeft', 'b', [], 'close b'],
  ['ArrowLeft', 'b', ['b'], 'go a'],
  ['ArrowLeft', 'c', [], 'go b'],
  ['Enter', 'c', [], 'choose c'],
  ['Enter', 'b', [], 'close b'],
  [' ', 'b', ['b'], 'open b'],
  ['x', 'b', [], undefined],
  ['ArrowDown', 'nowhere', [], undefined],
];

test.each(moves)('%s at %s with %j closed: %s', (key, at, closed, what) => {
  const folded = new Set(closed);
  const move = moveInTree(key, at, visibleNodes(nodes, folded), folded);
  expect(move === undefined ? undefined : `${move.kind} ${move.id}`).toBe(what);
});
