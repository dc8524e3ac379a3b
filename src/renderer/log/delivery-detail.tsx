import { Link, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import type { Delivery } from '../../shared/delivery.ts';
import { callOperation, failureOf } from '../data/call.ts';
import { useBridgeEvent } from '../data/use-bridge-event.ts';
import { useCoalesced } from '../data/use-coalesced.ts';
import { SupportReportDialog } from '../delivery/support-report-dialog.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { formatFullMoment, formatMoment } from '../ui/format.ts';
import { Pane } from '../ui/pane.tsx';
import { TabPanel, Tabs, useTabIds } from '../ui/tabs.tsx';
import { DeliverySession } from './delivery-session.tsx';
import { DeliverySummary } from './delivery-summary.tsx';
import { sentInPart } from './log-columns.tsx';
import { LoggedMessage } from './logged-message.tsx';

type Part = 'summary' | 'session' | 'message';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: '12px',
    flex: 'none',
    padding: '0 16px 0 8px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  support: { marginLeft: 'auto' },
  part: { flexGrow: 1, minHeight: 0, padding: '8px 16px', overflowY: 'auto', '& > p': { margin: '0 0 6px' } },
  whole: { overflowY: 'hidden' },
});

/** What a row of the log opens into. */
export function DeliveryDetail({ id }: { readonly id: number }) {
  const styles = useStyles();
  const ids = useTabIds();
  const [part, setPart] = useState<Part>('summary');
  const [reportShown, setReportShown] = useState(false);
  const queryClient = useQueryClient();
  const query = useQuery({ queryKey: ['log.get', id], queryFn: () => callOperation('log.get', { id }), staleTime: 0 });
  // It goes on changing while the delivery is under way, or waits in the queue, where a person may decide on it.
  const readAgain = useCoalesced(() => queryClient.invalidateQueries({ queryKey: ['log.get', id] }));
  useBridgeEvent('log.changed', readAgain);
  useBridgeEvent('queue.changed', readAgain);
  if (query.isError) return <FailureNotice failure={failureOf(query.error)} />;
  const delivery = query.data;
  if (delivery === undefined) return null;
  return (
    <Pane
      title={headingOf(delivery)}
      subtitle={
        <span title={formatFullMoment(delivery.at)}>
          {t('log.heading.when', { time: formatMoment(delivery.at), id: delivery.id })}
        </span>
      }
    >
      <div className={styles.bar}>
        <Tabs
          label={t('log.detail')}
          ids={ids}
          tabs={[
            { value: 'summary', label: t('log.part.summary') },
            { value: 'session', label: t('log.part.session') },
            { value: 'message', label: t('log.part.message') },
          ]}
          tab={part}
          onTab={setPart}
        />
        <Link as="button" type="button" className={styles.support} onClick={() => setReportShown(true)}>
          {t('support.button')}
        </Link>
      </div>
      <TabPanel
        ids={ids}
        tab={part}
        focusable={part !== 'message'}
        className={mergeClasses(styles.part, part === 'message' && styles.whole)}
      >
        {part === 'summary' && <DeliverySummary delivery={delivery} />}
        {part === 'session' && <DeliverySession delivery={delivery} />}
        {part === 'message' && <LoggedMessage id={id} />}
      </TabPanel>
      {reportShown && <SupportReportDialog deliveryId={id} onClose={() => setReportShown(false)} />}
    </Pane>
  );
}

function headingOf(delivery: Delivery): string {
  if (delivery.markedAsSent) return t('log.heading.marked');
  return sentInPart(delivery) ? t('log.heading.sentInPart') : t(`log.heading.${delivery.status}`);
}
