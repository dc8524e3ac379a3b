import { Spinner } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import { callOperation, failureOf } from '../data/call.ts';
import { PushButton } from '../ui/controls/button.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Modal, useModalStyles } from '../ui/modal.tsx';
import { useShownAfter } from '../ui/use-shown-after.ts';
import { ActionFormView } from './action-form-view.tsx';
import { NotificationChoice } from './notification-choice.tsx';

type RunActionDialogProps = {
  /** Which notification is to be filled; asked for when it is left out. */
  readonly notificationId?: number;
  readonly onClose: () => void;
};

/** Run Action: fills a notification's placeholders and slots, and has the message queued. */
export function RunActionDialog({ notificationId, onClose }: RunActionDialogProps) {
  const modal = useModalStyles();
  const [chosen, setChosen] = useState(notificationId);
  const [busy, setBusy] = useState<(() => void) | null>(null);
  const query = useQuery({
    queryKey: ['notifications.get', chosen],
    queryFn: () => callOperation('notifications.get', { id: chosen ?? 0 }),
    enabled: chosen !== undefined,
    // As it is now, whatever was read of it before.
    staleTime: 0,
    gcTime: 0,
  });
  const late = useShownAfter(chosen !== undefined && query.isPending);
  const stepBack = () => (busy === null ? onClose() : busy());
  const choice =
    notificationId === undefined ? (
      <NotificationChoice value={chosen} disabled={busy !== null} onChoose={setChosen} />
    ) : null;
  return (
    <Modal title={t('runAction.title')} role="dialog" size="wide" onEscape={stepBack}>
      {query.data !== undefined ? (
        <ActionFormView
          key={query.data.id}
          view={query.data}
          choice={choice}
          onBusy={(cancel) => setBusy(() => cancel)}
          onClose={onClose}
        />
      ) : (
        <>
          <div className={modal.content}>
            {query.isError && <FailureNotice failure={failureOf(query.error)} />}
            {choice}
            {late && <Spinner size="small" label={t('loading')} />}
          </div>
          <div className={modal.foot}>
            <span className={modal.buttons}>
              <PushButton onClick={onClose}>{t('button.cancel')}</PushButton>
            </span>
          </div>
        </>
      )}
    </Modal>
  );
}
