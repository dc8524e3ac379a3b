import { Link } from '@fluentui/react-components';
import type { Ref } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import type { Result } from '../../shared/result.ts';
import type { TestDepth, TestReport } from '../../shared/test-message.ts';
import { useModalStyles } from '../ui/modal.tsx';
import { TestButtons } from './test-buttons.tsx';
import type { TestRun } from './use-test-run.ts';

type TestFootProps = {
  readonly run: TestRun;
  readonly until: TestDepth;
  /** True when a change has just been taken back. */
  readonly undone: boolean;
  readonly transcriptShown: boolean;
  readonly closeButton: Ref<HTMLButtonElement>;
  readonly onTranscript: (shown: boolean) => void;
  /** Shows more over the dialog. */
  readonly onShow: (what: 'report' | 'entry') => void;
  readonly onCancel: () => void;
  readonly onClose: () => void;
};

/** The last line of the dialog: where more is to be read, and what can be done next. */
export function TestFoot(props: TestFootProps) {
  const { run, until, undone, transcriptShown, closeButton, onTranscript, onShow, onCancel, onClose } = props;
  const modal = useModalStyles();
  const result = run.phase === 'done' ? run.result : undefined;
  return (
    <div className={modal.foot}>
      {result?.value !== undefined && (
        <>
          <Link as="button" type="button" onClick={() => onTranscript(!transcriptShown)}>
            {transcriptShown ? t('test.steps') : t('test.transcript')}
          </Link>
          <Link as="button" type="button" onClick={() => onShow('entry')}>
            {t('test.logEntry')}
          </Link>
          {isCaseForSupport(result) && (
            <Link as="button" type="button" onClick={() => onShow('report')}>
              {t('support.button')}
            </Link>
          )}
        </>
      )}
      <span className={modal.buttons}>
        <TestButtons
          run={run}
          until={until}
          undone={undone}
          closeButton={closeButton}
          onCancel={onCancel}
          onClose={onClose}
        />
      </span>
    </div>
  );
}

/** True when there is something that somebody may be asked about. */
function isCaseForSupport({ ok, value }: Result<TestReport>): boolean {
  if (!ok || value === undefined) return true;
  return value.warnings.length > 0 || (value.encryption?.certificate.problems ?? []).length > 0;
}
