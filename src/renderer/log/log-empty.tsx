import { Link } from '@fluentui/react-components';
import { t } from '../../shared/catalogue/index.ts';
import { useNavigation } from '../app/navigation.tsx';
import { EmptyState } from '../ui/empty-state.tsx';

type LogEmptyProps = { readonly filtered: boolean; readonly onShowAll: () => void };

/** What the log says when it has no rows. */
export function LogEmpty({ filtered, onShowAll }: LogEmptyProps) {
  const { navigate } = useNavigation();
  return filtered ? (
    <EmptyState title={t('log.empty.filtered')}>
      <Link as="button" onClick={onShowAll}>
        {t('log.empty.showAll')}
      </Link>
    </EmptyState>
  ) : (
    <EmptyState title={t('log.empty.title')} text={t('log.empty.text')}>
      <Link as="button" onClick={() => navigate({ screen: 'settings' })}>
        {t('open.settings')}
      </Link>
    </EmptyState>
  );
}
