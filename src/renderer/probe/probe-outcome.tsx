import { makeStyles, Spinner } from '@fluentui/react-components';
import type { Ref } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Notice } from '../ui/notice.tsx';
import { ProbePorts } from './probe-ports.tsx';
import { openPorts, portRows } from './probe-texts.ts';
import type { ProbeRun } from './use-probe-run.ts';

const useStyles = makeStyles({
  root: { minHeight: '180px' },
  progress: { display: 'flex', alignItems: 'center', columnGap: '8px', minHeight: '22px', marginBottom: '6px' },
});

type ProbeOutcomeProps = {
  readonly run: ProbeRun;
  /** The button that uses what is recommended. */
  readonly bestButton: Ref<HTMLButtonElement>;
  readonly onUse: (changes: Record<string, string>) => void;
};

/** What a probe has found so far, and what it came to. */
export function ProbeOutcome({ run, bestButton, onUse }: ProbeOutcomeProps) {
  const styles = useStyles();
  const result = run.phase === 'done' ? run.result : undefined;
  const best = result?.value?.best ?? null;
  const failure = result?.ok === false && result.error.code !== 'CANCELLED' ? result.error : undefined;
  const rows = run.phase === 'ready' ? [] : portRows(run.asked, run.ports);
  // What hasn't answered by the end never will.
  const shown = run.phase === 'done' ? rows.filter(({ found }) => found !== undefined) : rows;
  return (
    <div className={styles.root}>
      {failure !== undefined && <FailureNotice failure={failure} />}
      <div className={styles.progress} role="status">
        {run.phase === 'running' && <Spinner size="extra-tiny" />}
        {progressText(run)}
      </div>
      {result?.ok === true && best === null && <Notice kind="warning" title={t('probe.none.useful')} />}
      {run.phase !== 'ready' && shown.length > 0 && (
        <ProbePorts host={run.host} rows={shown} best={best} bestButton={bestButton} onUse={onUse} />
      )}
    </div>
  );
}

function progressText(run: ProbeRun): string {
  if (run.phase === 'ready') return '';
  const count = run.ports.filter((port) => port !== undefined).length;
  if (run.phase === 'running') return t('probe.running', { host: run.host, count });
  if (run.result.ok) return t('probe.done', { count: openPorts(run.ports), total: run.asked.length });
  if (run.result.error.code !== 'CANCELLED') return '';
  return count === 0 ? t('probe.stoppedEmpty') : t('probe.stopped');
}
