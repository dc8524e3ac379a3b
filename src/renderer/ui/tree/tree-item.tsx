import { mergeClasses } from '@fluentui/react-components';
import { ChevronDownRegular } from '@fluentui/react-icons/svg/chevron-down';
import { ChevronRightRegular } from '@fluentui/react-icons/svg/chevron-right';
import { useId } from 'react';
import type { TreeMark, VisibleNode } from './tree-nodes.ts';
import { useTreeStyles } from './tree-styles.ts';

const INDENT_PX = 14;
const CHEVRON_PX = 24;

type TreeItemProps = {
  readonly visible: VisibleNode;
  readonly closed: boolean;
  /** True for the one that Tab comes to. */
  readonly isStop: boolean;
  readonly isCurrent: boolean;
  readonly mark: TreeMark | undefined;
  readonly onPress: () => void;
};

/** One line of a tree. The tree handles the keys. */
export function TreeItem({ visible, closed, isStop, isCurrent, mark, onPress }: TreeItemProps) {
  const styles = useTreeStyles();
  const labelId = useId();
  const { node, level, place, siblings } = visible;
  const isBranch = node.children !== undefined;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the tree's
    <div
      role="treeitem"
      data-node={node.id}
      tabIndex={isStop ? 0 : -1}
      aria-level={level}
      aria-posinset={place}
      aria-setsize={siblings}
      aria-labelledby={labelId}
      aria-description={mark?.says}
      aria-expanded={isBranch ? !closed : undefined}
      aria-current={isCurrent ? 'page' : undefined}
      className={mergeClasses(styles.line, level === 1 && styles.top, isCurrent && styles.current)}
      style={{ paddingLeft: 4 + (level - 1) * INDENT_PX + (isBranch ? 0 : CHEVRON_PX) }}
      onClick={onPress}
    >
      {isBranch && <span className={styles.chevron}>{closed ? <ChevronRightRegular /> : <ChevronDownRegular />}</span>}
      <span id={labelId} className={styles.label}>
        {node.label}
      </span>
      {/* Drawn and not written: it is no part of the leaf's name. */}
      {mark !== undefined && (
        <span
          className={mergeClasses(styles.mark, mark.warns === true && styles.warning)}
          title={mark.says}
          data-sign={mark.sign}
        />
      )}
    </div>
  );
}
