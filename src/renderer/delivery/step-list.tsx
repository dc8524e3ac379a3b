import { makeStyles, mergeClasses, Spinner, tokens } from '@fluentui/react-components';
import { CheckmarkRegular } from '@fluentui/react-icons/svg/checkmark';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { SubtractRegular } from '@fluentui/react-icons/svg/subtract';
import { t } from '../../shared/catalogue/index.ts';
import type { StepName, StepProgress } from '../../shared/delivery.ts';
import { formatDuration } from '../ui/format.ts';
import { RunningTime } from './running-time.tsx';

/** A step that was seen, or one that is still to come. */
export type ShownStep = StepProgress | { readonly step: StepName; readonly status: 'to-come' };

const useStyles = makeStyles({
  list: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  step: {
    display: 'grid',
    gridTemplateColumns: '22px 88px minmax(0, 1fr) auto',
    columnGap: '6px',
    padding: '2px 10px',
    minHeight: '18px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    ':last-child': { borderBottom: 'none' },
    overflowWrap: 'anywhere',
  },
  icon: { display: 'flex', alignItems: 'center', height: '18px' },
  ok: { color: tokens.colorStatusSuccessForeground1 },
  failed: { color: tokens.colorStatusDangerForeground1 },
  quiet: { color: tokens.colorNeutralForeground3 },
  // A reply of several lines has each on its own.
  detail: { whiteSpace: 'pre-line' },
  time: { color: tokens.colorNeutralForeground3, textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
});

type StepListProps = {
  readonly steps: readonly ShownStep[];
  readonly label: string;
  /** Gives the seconds that a step may take, for those under way. */
  readonly limitOf?: (step: StepName) => number;
};

/** A session step by step, each with what was seen and how long it took. Nothing where no step was taken. */
export function StepList({ steps, label, limitOf }: StepListProps) {
  const styles = useStyles();
  if (steps.length === 0) return null;
  return (
    <ol className={styles.list} aria-label={label}>
      {steps.map((step, index) => {
        const passedOver = step.status === 'skipped' || step.status === 'to-come';
        const colour = step.status === 'failed' ? styles.failed : passedOver ? styles.quiet : undefined;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is known by its place; its name can come twice
          <li key={index} className={mergeClasses(styles.step, colour)}>
            <span className={styles.icon}>
              <StepIcon status={step.status} />
            </span>
            <span>{t(`step.${step.step}`)}</span>
            <span className={styles.detail}>{'detail' in step ? step.detail : ''}</span>
            <span className={styles.time}>
              {'durationMs' in step &&
                (step.status === 'ok' || step.status === 'failed') &&
                formatDuration(step.durationMs)}
              {step.status === 'running' && (
                <RunningTime
                  // The look-up before it uses up the connection's time.
                  beforeMs={step.step === 'connect' ? step.startedMs : 0}
                  limit={limitOf?.(step.step)}
                />
              )}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

function StepIcon({ status }: { readonly status: ShownStep['status'] }) {
  const styles = useStyles();
  switch (status) {
    case 'running':
      return <Spinner size="extra-tiny" aria-label={t('stepStatus.running')} />;
    case 'ok':
      return <CheckmarkRegular className={styles.ok} aria-label={t('stepStatus.ok')} />;
    case 'failed':
      return <DismissRegular className={styles.failed} aria-label={t('stepStatus.failed')} />;
    case 'skipped':
      return <SubtractRegular aria-label={t('stepStatus.skipped')} />;
    case 'to-come':
      return <SubtractRegular aria-label={t('stepStatus.toCome')} />;
  }
}
