import { makeStyles } from '@fluentui/react-components';
import { t } from '../../shared/catalogue/index.ts';
import type { Service } from '../../shared/settings.ts';
import { useSettings } from '../data/queries.ts';
import { useQueueStatus } from '../queue/queue-status.ts';
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
  const inQueue = useQueueStatus().data?.total ?? 0;
  const marks: Record<string, TreeMark> = {
    ...(inQueue > 0 && {
      queue: { sign: formatCount(inQueue), says: t('queue.count', { count: inQueue, total: formatCount(inQueue) }) },
    }),
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
