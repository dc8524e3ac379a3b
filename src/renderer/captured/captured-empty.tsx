import { Link } from '@fluentui/react-components';
import { t } from '../../shared/catalogue/index.ts';
import { useNavigation } from '../app/navigation.tsx';
import { EmptyState } from '../ui/empty-state.tsx';

/** What Captured Mail says when it is empty. */
export function CapturedEmpty() {
  const { navigate } = useNavigation();
  return (
    <EmptyState title={t('captured.empty.title')} text={t('captured.empty.text')}>
      <Link as="button" onClick={() => navigate({ screen: 'settings' })}>
        {t('open.settings')}
      </Link>
    </EmptyState>
  );
}
