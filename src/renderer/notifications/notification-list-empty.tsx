import { Link } from '@fluentui/react-components';
import { t } from '../../shared/catalogue/index.ts';
import { PushButton } from '../ui/controls/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';

type NotificationListEmptyProps = {
  readonly searched: boolean;
  readonly onNew: () => void;
  readonly onShowAll: () => void;
};

/** What the list says when there is nothing in it: what a notification is, or that the search found none. */
export function NotificationListEmpty({ searched, onNew, onShowAll }: NotificationListEmptyProps) {
  if (searched)
    return (
      <EmptyState title={t('notificationList.nothingFound')}>
        <Link as="button" type="button" onClick={onShowAll}>
          {t('notificationList.showAll')}
        </Link>
      </EmptyState>
    );
  return (
    <EmptyState
      title={t('notificationList.empty.title')}
      text={t('notificationList.empty.text', { first: '{{requester}}', second: '{{title}}' })}
    >
      <PushButton onClick={onNew}>{t('notificationList.empty.new')}</PushButton>
    </EmptyState>
  );
}
