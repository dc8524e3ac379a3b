export type TreeNode = {
  readonly id: string;
  readonly label: string;
  readonly children?: readonly TreeNode[];
};

/** What stands at the end of a leaf's line, such as a count, and what that means. */
export type TreeMark = {
  readonly sign: string;
  readonly says: string;
  /** Something is to be done about it. */
  readonly warns?: boolean;
};

/** A node that can be seen, and where it hangs: its level from 1, its place from 1 among so many siblings. */
export type VisibleNode = {
  readonly node: TreeNode;
  readonly parent: TreeNode | undefined;
  readonly level: number;
  readonly place: number;
  readonly siblings: number;
};

/** Gives the nodes that can be seen, from top to bottom. */
export function visibleNodes(
  nodes: readonly TreeNode[],
  closed: ReadonlySet<string>,
  parent?: TreeNode,
  level = 1,
): readonly VisibleNode[] {
  return nodes.flatMap((node, index) => [
    { node, parent, level, place: index + 1, siblings: nodes.length },
    ...(closed.has(node.id) ? [] : visibleNodes(node.children ?? [], closed, node, level + 1)),
  ]);
}

/** What a key does in a tree (ARIA tree view): `go` moves, `open` and `close` fold, `choose` opens what the node stands for. */
export type TreeMove = { readonly kind: 'go' | 'open' | 'close' | 'choose'; readonly id: string };

/** Gives what a key does at a node; undefined for a key that does nothing there. */
export function moveInTree(
  key: string,
  at: string,
  visible: readonly VisibleNode[],
  closed: ReadonlySet<string>,
): TreeMove | undefined {
  const index = visible.findIndex(({ node }) => node.id === at);
  const here = visible[index];
  if (here === undefined) return undefined;
  const go = (target: VisibleNode | undefined): TreeMove | undefined => target && { kind: 'go', id: target.node.id };
  const isBranch = here.node.children !== undefined;
  const isClosed = closed.has(at);
  switch (key) {
    case 'ArrowDown':
      return go(visible[index + 1]);
    case 'ArrowUp':
      return go(visible[index - 1]);
    case 'Home':
      return go(visible[0]);
    case 'End':
      return go(visible.at(-1));
    case 'ArrowRight':
      if (!isBranch) return undefined;
      return isClosed ? { kind: 'open', id: at } : go(visible[index + 1]);
    case 'ArrowLeft':
      if (isBranch && !isClosed) return { kind: 'close', id: at };
      return here.parent && { kind: 'go', id: here.parent.id };
    case 'Enter':
    case ' ':
      return isBranch ? { kind: isClosed ? 'open' : 'close', id: at } : { kind: 'choose', id: at };
    default:
      return undefined;
  }
}
