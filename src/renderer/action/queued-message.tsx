import { Link } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import type { Delivery } from '../../shared/delivery.ts';
import { callOperation } from '../data/call.ts';
import { useBridgeEvent } from '../data/use-bridge-event.ts';
import { useCoalesced } from '../data/use-coalesced.ts';
import { formatCount } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';
import { WhereItIs } from './where-it-is.tsx';

const LogEntryDialog = lazy(async () => ({ default: (await import('../log/log-entry-dialog.tsx')).LogEntryDialog }));

type QueuedMessageProps = { readonly deliveryId: number; readonly onClose: () => void };

/** What becomes of a message that has been queued, for as long as somebody looks: queued, then sent, or why not. */
export function QueuedMessage({ deliveryId, onClose }: QueuedMessageProps) {
  const queryClient = useQueryClient();
  const [shown, setShown] = useState(false);
  const queryKey = ['log.get', deliveryId];
  const query = useQuery({ queryKey, queryFn: () => callOperation('log.get', { id: deliveryId }), staleTime: 0 });
  const readAgain = useCoalesced(() => queryClient.invalidateQueries({ queryKey }));
  useBridgeEvent('log.changed', readAgain);
  useBridgeEvent('queue.changed', readAgain);
  const queue = <WhereItIs state="pending" onClose={onClose} />;
  const entry = (
    <Link as="button" type="button" onClick={() => setShown(true)}>
      {t('runAction.openEntry')}
    </Link>
  );
  return (
    <>
      <Told id={formatCount(deliveryId)} delivery={query.data} queue={queue} entry={entry} />
      {shown && (
        <Suspense>
          <LogEntryDialog deliveryId={deliveryId} onClose={() => setShown(false)} />
        </Suspense>
      )}
    </>
  );
}

type ToldProps = {
  readonly id: string;
  readonly delivery: Delivery | undefined;
  readonly queue: ReactNode;
  readonly entry: ReactNode;
};

function Told({ id, delivery, queue, entry }: ToldProps) {
  const reason = delivery?.error?.message ?? '';
  switch (delivery?.status) {
    case 'sent':
      return (
        <Notice
          kind={reason === '' ? 'success' : 'warning'}
          title={reason === '' ? t('runAction.sent', { id }) : t('runAction.sent.inPart', { id })}
          actions={entry}
        >
          {reason === '' ? t('runAction.sent.text') : reason}
        </Notice>
      );
    case 'failed':
      return (
        <Notice kind="error" title={t('runAction.failed', { id, reason })} actions={queue}>
          {delivery.error?.help}
        </Notice>
      );
    case 'unknown':
      return (
        <Notice kind="warning" title={t('runAction.unknown', { id })} actions={queue}>
          {t('runAction.unknown.text')}
        </Notice>
      );
    case 'cancelled':
      return <Notice kind="warning" title={t('runAction.gone', { id })} actions={entry} />;
    default:
      return reason === '' ? (
        <Notice kind="success" title={t('runAction.done', { id })} actions={queue}>
          {t('runAction.done.text')}
        </Notice>
      ) : (
        <Notice kind="warning" title={t('runAction.waits', { id, reason })} actions={queue}>
          {t('runAction.waits.text')}
        </Notice>
      );
  }
}
