import { Link } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import type { NotificationView } from '../../shared/notification.ts';
import { callOperation, failureOf } from '../data/call.ts';
import { useBridgeEvent } from '../data/use-bridge-event.ts';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Screen } from '../ui/screen.tsx';
import { NotificationEditorView } from './notification-editor-view.tsx';

type NotificationEditorProps = {
  /** Left out for a new one. */
  readonly id: number | undefined;
  /** Counts up each time that the person is led back to this screen. */
  readonly timesLedBack: number;
  /** Back to the list; given the notification that was open, once it is saved. */
  readonly onBack: (id: number | undefined) => void;
};

/** One notification, read and kept up to date, or a new one, to be edited. */
export function NotificationEditor({ id, timesLedBack, onBack }: NotificationEditorProps) {
  const queryClient = useQueryClient();
  const [savedId, setSavedId] = useState(id);
  const queryKey = ['notifications.get', savedId];
  const query = useQuery({
    queryKey,
    queryFn: () => callOperation('notifications.get', { id: savedId ?? 0 }),
    enabled: savedId !== undefined,
    gcTime: 0,
  });
  useBridgeEvent('notifications.changed', () => void queryClient.invalidateQueries({ queryKey }));
  const back = () => onBack(savedId);

  if (id !== undefined && query.data === undefined)
    return (
      <Screen title={t('notificationList.title')} subtitle="" waiting={query.isPending}>
        {query.isError && (
          <FailureNotice
            failure={failureOf(query.error)}
            actions={
              <Link as="button" type="button" onClick={back}>
                {t('notificationEditor.back')}
              </Link>
            }
          />
        )}
      </Screen>
    );
  const gone = query.isError && failureOf(query.error).code === 'NOT_FOUND';
  return (
    <NotificationEditorView
      view={query.data}
      gone={gone}
      timesLedBack={timesLedBack}
      onSaved={(view: NotificationView) => setSavedId(view.id)}
      onBack={back}
    />
  );
}
