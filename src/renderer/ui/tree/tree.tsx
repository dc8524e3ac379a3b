import { type KeyboardEvent, useRef, useState } from 'react';
import { TreeItem } from './tree-item.tsx';
import { moveInTree, type TreeMark, type TreeNode, visibleNodes } from './tree-nodes.ts';

type TreeProps = {
  readonly label: string;
  readonly nodes: readonly TreeNode[];
  /** The leaf that is shown now. */
  readonly current: string;
  /** Leaves with a mark. */
  readonly marks: Readonly<Record<string, TreeMark>>;
  readonly onChoose: (id: string) => void;
};

/** A tree to choose a leaf from (ARIA tree view). One tab stop; the arrow keys move within, Left and Right fold. */
export function Tree({ label, nodes, current, marks, onChoose }: TreeProps) {
  const root = useRef<HTMLDivElement>(null);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [focused, setFocused] = useState<string | null>(null);
  const visible = visibleNodes(nodes, closed);
  const isVisible = (id: string | null) => visible.some(({ node }) => node.id === id);
  const stop = isVisible(focused) ? focused : isVisible(current) ? current : visible[0]?.node.id;

  const fold = (id: string, close: boolean) =>
    setClosed((known) => {
      const next = new Set(known);
      if (close) next.add(id);
      else next.delete(id);
      return next;
    });
  const focus = (id: string) => {
    setFocused(id);
    root.current?.querySelector<HTMLElement>(`[data-node="${CSS.escape(id)}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const move = stop == null ? undefined : moveInTree(event.key, stop, visible, closed);
    if (move === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (move.kind === 'go') focus(move.id);
    else if (move.kind === 'choose') onChoose(move.id);
    else fold(move.id, move.kind === 'close');
  };
  const press = (node: TreeNode) => {
    focus(node.id);
    if (node.children === undefined) onChoose(node.id);
    else fold(node.id, !closed.has(node.id));
  };

  return (
    <div ref={root} role="tree" aria-label={label} onKeyDown={onKeyDown}>
      {visible.map((each) => (
        <TreeItem
          key={each.node.id}
          visible={each}
          closed={closed.has(each.node.id)}
          isStop={each.node.id === stop}
          isCurrent={each.node.id === current}
          mark={marks[each.node.id]}
          onPress={() => press(each.node)}
        />
      ))}
    </div>
  );
}
