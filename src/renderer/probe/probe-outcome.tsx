import { makeStyles, Spinner } from '@fluentui/react-components';
import { t } from '../../shared/catalogue/index.ts';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Notice } from '../ui/notice.tsx';
import { ProbePorts } from './probe-ports.tsx';
import type { ProbeRun } from './use-probe-run.ts';

const useStyles = makeStyles({
  root: { minHeight: '180px' },
  progress: { display: 'flex', alignItems: 'center', columnGap: '8px', minHeight: '22px', marginBottom: '6px' },
});

type ProbeOutcomeProps = { readonly run: ProbeRun; readonly onUse: (changes: Record<string, string>) => void };

/** What a probe has found so far, and what it came to. */
export function ProbeOutcome({ run, onUse }: ProbeOutcomeProps) {
  const styles = useStyles();
  const found = run.phase === 'ready' ? [] : run.ports.filter((port) => port !== undefined);
  const result = run.phase === 'done' ? run.result : undefined;
  const best = result?.value?.best ?? null;
  const failure = result?.ok === false && result.error.code !== 'CANCELLED' ? result.error : undefined;
  const open = found.filter(({ state }) => state === 'open').length;
  return (
    <div className={styles.root}>
      {failure !== undefined && <FailureNotice failure={failure} />}
      <div className={styles.progress} role="status">
        {run.phase === 'running' && <Spinner size="extra-tiny" />}
        {progressText(run, found.length, open)}
      </div>
      {result?.ok === true && open > 0 && best === null && <Notice kind="warning" title={t('probe.none.useful')} />}
      {run.phase !== 'ready' && found.length > 0 && (
        <ProbePorts host={run.host} ports={run.ports} best={best} onUse={onUse} />
      )}
    </div>
  );
}

function progressText(run: ProbeRun, found: number, open: number): string {
  switch (run.phase) {
    case 'ready':
      return '';
    case 'running':
      return t('probe.running', { host: run.host, count: found });
    case 'done':
      if (run.result.ok) return t('probe.done', { count: open, total: found });
      if (run.result.error.code !== 'CANCELLED') return '';
      return found === 0 ? t('probe.stoppedEmpty') : t('probe.stopped');
  }
}
