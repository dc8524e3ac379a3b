import { makeStyles } from '@fluentui/react-components';
import { t } from '../../shared/catalogue/index.ts';
import type { StepProgress } from '../../shared/delivery.ts';
import type { SettingsDraft } from '../../shared/settings.ts';
import type { TestDepth } from '../../shared/test-message.ts';
import { expectedSteps, withStepsToCome } from '../delivery/expected-steps.ts';
import { stepLimits } from '../delivery/step-limits.ts';
import { StepList } from '../delivery/step-list.tsx';
import { Transcript } from '../delivery/transcript.tsx';
import type { TestRun } from './use-test-run.ts';

const useStyles = makeStyles({ root: { marginTop: '10px' } });

type TestSessionProps = {
  readonly run: TestRun;
  readonly steps: readonly StepProgress[];
  readonly tested: SettingsDraft;
  readonly until: TestDepth;
  readonly transcriptShown: boolean;
};

/** How a test's session goes on, step by step; when it is over, also what was said. */
export function TestSession({ run, steps, tested, until, transcriptShown }: TestSessionProps) {
  const styles = useStyles();
  if (run.phase === 'ready') return null;
  const deliveryId = run.phase === 'done' ? run.result.value?.deliveryId : undefined;
  return (
    <div className={styles.root}>
      {transcriptShown && deliveryId !== undefined ? (
        <Transcript deliveryId={deliveryId} />
      ) : (
        <StepList
          label={t('test.steps')}
          steps={run.phase === 'running' ? withStepsToCome(steps, expectedSteps(tested, until)) : steps}
          limitOf={stepLimits(tested)}
        />
      )}
    </div>
  );
}
