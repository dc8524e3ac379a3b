import { Link } from '@fluentui/react-components';
import { t } from '../../shared/catalogue/index.ts';
import { useNavigation } from '../app/navigation.tsx';
import { EmptyState } from '../ui/empty-state.tsx';

type QueueEmptyProps = { readonly filtered: boolean; readonly onShowAll: () => void };

/** What the queue says when there is nothing in it, or nothing that the filter shows. */
export function QueueEmpty({ filtered, onShowAll }: QueueEmptyProps) {
  const { navigate } = useNavigation();
  return filtered ? (
    <EmptyState title={t('queue.empty.filtered')}>
      <Link as="button" onClick={onShowAll}>
        {t('log.empty.showAll')}
      </Link>
    </EmptyState>
  ) : (
    <EmptyState title={t('queue.empty.title')} text={t('queue.empty.text')}>
      <Link as="button" onClick={() => navigate({ screen: 'logs' })}>
        {t('queue.empty.openLog')}
      </Link>
    </EmptyState>
  );
}
