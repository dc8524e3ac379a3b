import { Link, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { t } from '../../shared/catalogue/index.ts';
import type { QueueStatus } from '../../shared/queue.ts';
import { useQueueStatus } from '../queue/queue-status.ts';
import { formatCount } from '../ui/format.ts';
import { useNavigation } from './navigation.tsx';

const useStyles = makeStyles({
  link: { fontSize: tokens.fontSizeBase200, color: 'inherit', ':hover': { color: tokens.colorNeutralForeground1 } },
  failed: { color: tokens.colorStatusDangerForeground1 },
  paused: { color: tokens.colorStatusWarningForeground1 },
});

/** The queue in the status bar: how many wait, and what keeps them. A click leads there. */
export function QueuePart({ className }: { readonly className: string }) {
  const styles = useStyles();
  const { navigate } = useNavigation();
  const status = useQueueStatus().data;
  if (status === undefined) return null;
  return (
    <span className={className}>
      <Link
        as="button"
        type="button"
        className={mergeClasses(
          styles.link,
          status.paused ? styles.paused : status.circuit !== null ? styles.failed : undefined,
        )}
        title={status.circuit?.failure.message ?? t('statusBar.queue.open')}
        onClick={() => navigate({ screen: 'queue' })}
      >
        {queueText(status)}
      </Link>
    </span>
  );
}

function queueText({ paused, circuit, counts, total }: QueueStatus): string {
  const waiting = counts.pending + counts.sending;
  if (paused) return t('statusBar.queue.paused', { total: formatCount(waiting) });
  if (circuit !== null) return t('statusBar.queue.failed', { total: formatCount(waiting) });
  if (waiting > 0) return t('statusBar.queue.waiting', { total: formatCount(waiting) });
  return total === 0 ? t('statusBar.queue.empty') : t('statusBar.queue.idle', { total: formatCount(total) });
}
