import { makeStyles } from '@fluentui/react-components';
import { t } from '../../shared/catalogue/index.ts';
import type { Pause, QueueStatus, Trouble } from '../../shared/queue.ts';
import { useNavigation } from '../app/navigation.tsx';
import { PushButton } from '../ui/controls/button.tsx';
import { formatAgo, formatMoment } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';

const useStyles = makeStyles({ root: { padding: '0 24px', flex: 'none', ':empty': { display: 'none' } } });

type QueueNoticesProps = {
  readonly status: QueueStatus | undefined;
  readonly now: Date;
  readonly busy: boolean;
  readonly onResume: () => void;
  readonly onTry: () => void;
};

/** What keeps the whole queue: a pause, a connection that doesn't work, a server that is away, a limit that is used up. */
export function QueueNotices({ status, now, busy, onResume, onTry }: QueueNoticesProps) {
  const styles = useStyles();
  const { navigate } = useNavigation();
  if (status === undefined) return null;
  const { pause, circuit, trouble, throttledUntil } = status;
  const throttled = throttledUntil !== null && new Date(throttledUntil) > now && pause === null && circuit === null;
  return (
    <div className={styles.root}>
      {pause !== null && (
        <Notice
          kind="warning"
          title={t('queue.paused.title')}
          actions={
            <PushButton disabled={busy} onClick={onResume}>
              {t('queue.command.resume')}
            </PushButton>
          }
        >
          {pauseText(pause)}
        </Notice>
      )}
      {circuit !== null && (
        <Notice
          kind="error"
          title={circuit.failure.message}
          actions={
            <>
              <PushButton onClick={() => navigate({ screen: 'settings' })}>
                {t('queue.circuit.openSettings')}
              </PushButton>
              <PushButton disabled={busy} onClick={onTry}>
                {t('queue.circuit.try')}
              </PushButton>
            </>
          }
        >
          {circuit.failure.help}
          <div>
            {t('queue.circuit.since', {
              ago: formatAgo(circuit.openedAt, now),
              next: formatMoment(circuit.nextProbeAt, now),
            })}
          </div>
        </Notice>
      )}
      {trouble !== null && pause === null && circuit === null && (
        <Notice
          kind="warning"
          title={trouble.failure.message}
          actions={
            <PushButton onClick={() => navigate({ screen: 'settings' })}>{t('queue.circuit.openSettings')}</PushButton>
          }
        >
          {trouble.failure.help}
          <div>{troubleText(trouble, status.nextAttemptAt, now)}</div>
        </Notice>
      )}
      {throttled && <Notice kind="warning" title={t('queue.throttled', { time: formatMoment(throttledUntil, now) })} />}
    </div>
  );
}

function troubleText({ since }: Trouble, nextAttemptAt: string | null, now: Date): string {
  const isAhead = nextAttemptAt !== null && new Date(nextAttemptAt) > now;
  return isAhead
    ? t('queue.trouble.next', { since: formatMoment(since, now), next: formatMoment(nextAttemptAt, now) })
    : t('queue.trouble.soon', { since: formatMoment(since, now) });
}

function pauseText({ by, at, why }: Pause): string {
  const facts = { by, time: formatMoment(at) };
  return why === '' ? t('queue.paused.by', facts) : t('queue.paused.byWhy', { ...facts, why });
}
