import { makeStyles } from '@fluentui/react-components';
import { t } from '../../shared/catalogue/index.ts';
import type { QueueStatus } from '../../shared/queue.ts';
import type { Service } from '../../shared/settings.ts';
import { useSettings } from '../data/queries.ts';
import { toDecide, useQueueStatus } from '../queue/queue-status.ts';
import { formatCount } from '../ui/format.ts';
import { Tree } from '../ui/tree/tree.tsx';
import type { TreeMark, TreeNode } from '../ui/tree/tree-nodes.ts';
import { useNavigation } from './navigation.tsx';
import { isThere, type ScreenId, screenTitles } from './screens.ts';

const useStyles = makeStyles({
  nav: { overflowY: 'auto', padding: '8px 6px', boxSizing: 'border-box', height: '100%' },
});

/** The tree of screens. What isn't there yet has no entry. */
export function Sidebar() {
  const { target, navigate, hasChanges } = useNavigation();
  const service = useSettings().data?.settings.service;
  const queue = useQueueStatus().data;
  const marks: Record<string, TreeMark> = {
    ...(queue !== undefined && queue.total > 0 && { queue: queueMark(queue) }),
    ...(hasChanges && { [target.screen]: { sign: '●', says: t('settings.unsaved') } }),
  };
  return (
    <nav aria-label={t('nav.label')} className={useStyles().nav}>
      <Tree
        label={t('nav.label')}
        nodes={screenTree(service)}
        current={target.screen}
        marks={marks}
        onChoose={(id) => navigate({ screen: id as ScreenId })}
      />
    </nav>
  );
}

function queueMark(status: QueueStatus): TreeMark {
  const { total } = status;
  const undecided = toDecide(status);
  const messages = t('queue.count', { count: total, total: formatCount(total) });
  if (undecided === 0) return { sign: formatCount(total), says: messages };
  const decide = t('statusBar.queue.toDecide', { count: undecided, total: formatCount(undecided) });
  return {
    sign: formatCount(total),
    says: t('queue.countToDecide', { messages, toDecide: decide }),
    warns: true,
  };
}

function screenTree(service: Service | undefined): readonly TreeNode[] {
  const leaf = (screen: ScreenId): TreeNode => ({ id: screen, label: t(screenTitles[screen]) });
  const captured = service !== undefined && isThere('captured', service) ? [leaf('captured')] : [];
  return [
    {
      id: 'root',
      label: t('nav.notifications'),
      children: [
        {
          id: 'e-mail',
          label: t('nav.email'),
          children: [leaf('settings'), leaf('notifications'), leaf('queue'), ...captured],
        },
        leaf('logs'),
        leaf('globalSettings'),
      ],
    },
  ];
}
