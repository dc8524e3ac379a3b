import { Link } from '@fluentui/react-components';
import { t } from '../../shared/catalogue/index.ts';
import { useNavigation } from '../app/navigation.tsx';
import { useModalStyles } from '../ui/modal.tsx';
import { TestButtons } from './test-buttons.tsx';
import type { TestRun } from './use-test-run.ts';

type TestFootProps = {
  readonly run: TestRun;
  /** True when a change of the settings is offered, which then comes first. */
  readonly curable: boolean;
  readonly transcriptShown: boolean;
  readonly onTranscript: (shown: boolean) => void;
  readonly onSupportReport: () => void;
  readonly onCancel: () => void;
  readonly onClose: () => void;
  /** Closes the dialog on the way elsewhere. */
  readonly onLeave: () => void;
};

/** The last line of the dialog: where more is to be read, and what can be done next. */
export function TestFoot(props: TestFootProps) {
  const { run, curable, transcriptShown, onTranscript, onSupportReport, onCancel, onClose, onLeave } = props;
  const modal = useModalStyles();
  const { navigate } = useNavigation();
  const result = run.phase === 'done' ? run.result : undefined;
  const deliveryId = result?.value?.deliveryId;
  return (
    <div className={modal.foot}>
      {deliveryId !== undefined && (
        <>
          <Link as="button" type="button" onClick={() => onTranscript(!transcriptShown)}>
            {transcriptShown ? t('test.steps') : t('test.transcript')}
          </Link>
          <Link
            as="button"
            type="button"
            onClick={() => {
              onLeave();
              navigate({ screen: 'logs', deliveryId });
            }}
          >
            {t('test.logEntry')}
          </Link>
          {result?.ok === false && (
            <Link as="button" type="button" onClick={onSupportReport}>
              {t('support.button')}
            </Link>
          )}
        </>
      )}
      <span className={modal.buttons}>
        <TestButtons run={run} curable={curable} onCancel={onCancel} onClose={onClose} />
      </span>
    </div>
  );
}
