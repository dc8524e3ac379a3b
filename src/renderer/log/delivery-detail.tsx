import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import { callOperation, failureOf } from '../data/call.ts';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { formatFullMoment, formatMoment } from '../ui/format.ts';
import { Pane, PaneTabs } from '../ui/pane.tsx';
import { DeliverySession } from './delivery-session.tsx';
import { DeliverySummary } from './delivery-summary.tsx';
import { LoggedMessage } from './logged-message.tsx';

type Part = 'summary' | 'session' | 'message';

/** What a row of the log opens into. */
export function DeliveryDetail({ id }: { readonly id: number }) {
  const [part, setPart] = useState<Part>('summary');
  const query = useQuery({ queryKey: ['log.get', id], queryFn: () => callOperation('log.get', { id }) });
  if (query.isError) return <FailureNotice failure={failureOf(query.error)} />;
  const delivery = query.data;
  if (delivery === undefined) return null;
  return (
    <Pane
      title={t(`log.heading.${delivery.status}`)}
      subtitle={
        <span title={formatFullMoment(delivery.at)}>
          {t('log.heading.when', { time: formatMoment(delivery.at), id: delivery.id })}
        </span>
      }
      tabs={
        <PaneTabs
          label={t('log.detail')}
          tabs={[
            { value: 'summary', label: t('log.part.summary') },
            { value: 'session', label: t('log.part.session') },
            { value: 'message', label: t('log.part.message') },
          ]}
          tab={part}
          onTab={setPart}
        />
      }
      fills={part === 'message'}
    >
      {part === 'summary' && <DeliverySummary delivery={delivery} />}
      {part === 'session' && <DeliverySession delivery={delivery} />}
      {part === 'message' && <LoggedMessage id={id} />}
    </Pane>
  );
}
