import { Link, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { t } from '../../shared/catalogue/index.ts';
import type { QueueStatus } from '../../shared/queue.ts';
import { toDecide, useQueueStatus } from '../queue/queue-status.ts';
import { cutOffBy } from '../queue/queue-words.ts';
import { formatCount } from '../ui/format.ts';
import { useNavigation } from './navigation.tsx';

const useStyles = makeStyles({
  link: { fontSize: tokens.fontSizeBase200, color: 'inherit', ':hover': { color: tokens.colorNeutralForeground1 } },
  failed: { color: tokens.colorStatusDangerForeground1 },
  warning: { color: tokens.colorStatusWarningForeground1 },
  decide: { color: tokens.colorStatusWarningForeground1, marginLeft: '8px' },
});

/** The queue in the status bar: how many wait, what keeps them, and how many wait for a person. A click leads there. */
export function QueuePart({ className }: { readonly className: string }) {
  const styles = useStyles();
  const { navigate } = useNavigation();
  const status = useQueueStatus().data;
  if (status === undefined) return null;
  const undecided = toDecide(status);
  return (
    <span className={className}>
      <Link
        as="button"
        type="button"
        className={mergeClasses(
          styles.link,
          status.paused
            ? styles.warning
            : status.circuit !== null
              ? styles.failed
              : status.trouble !== null && styles.warning,
        )}
        title={(status.circuit ?? status.trouble)?.failure.message ?? t('statusBar.queue.open')}
        onClick={() => navigate({ screen: 'queue' })}
      >
        {queueText(status)}{' '}
        {undecided > 0 && (
          <span className={styles.decide}>
            {t('statusBar.queue.toDecide', { count: undecided, total: formatCount(undecided) })}
          </span>
        )}
      </Link>
    </span>
  );
}

function queueText({ paused, circuit, trouble, counts, total }: QueueStatus): string {
  const waiting = counts.pending + counts.sending;
  if (paused) return t('statusBar.queue.paused', { total: formatCount(waiting) });
  if (circuit !== null) return t(`statusBar.queue.${cutOffBy(circuit.failure.code)}`, { total: formatCount(waiting) });
  if (trouble !== null) return t('statusBar.queue.unreachable', { total: formatCount(waiting) });
  if (total === 0) return t('statusBar.queue.empty');
  return waiting === 0 && counts.held > 0
    ? t('statusBar.queue.held', { total: formatCount(counts.held) })
    : t('statusBar.queue.waiting', { total: formatCount(waiting) });
}
