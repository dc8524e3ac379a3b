import { makeStyles } from '@fluentui/react-components';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import { type SettingsDraft, systemSender } from '../../shared/settings.ts';
import { expectedSteps, withStepsToCome } from '../delivery/expected-steps.ts';
import { StepList } from '../delivery/step-list.tsx';
import { SupportReportDialog } from '../delivery/support-report-dialog.tsx';
import { Transcript } from '../delivery/transcript.tsx';
import { fieldOfFailure, type SettingsEdit } from '../settings/settings-form.ts';
import { Modal, useModalStyles } from '../ui/modal.tsx';
import { lastChoices, namesPeople, rememberChoices, wrongIn } from './test-choices.ts';
import { type ChoiceErrors, TestFields } from './test-fields.tsx';
import { TestFoot } from './test-foot.tsx';
import { TestOutcome } from './test-outcome.tsx';
import { useTestRun } from './use-test-run.ts';

const useStyles = makeStyles({ details: { marginTop: '10px' } });

type TestDialogProps = {
  /** What is in the settings' fields. */
  readonly edit: SettingsEdit;
  /**
   * Puts changes of the settings into their fields, unsaved: values as text by dotted key. A new `edit` is expected to follow; it is
   * tested at once.
   */
  readonly onApply: (changes: Record<string, string>) => void;
  /** Saves what is in the fields; gives true when it was saved. */
  readonly onSave: () => Promise<boolean>;
  /** Given the settings key that the last failure points to, if it points to one. */
  readonly onClose: (problemField: string | undefined) => void;
};

/** Send Test Message: sends with the values on the screen, shows each step as it happens, and offers what mends a failure. */
export function TestDialog({ edit, onApply, onSave, onClose }: TestDialogProps) {
  const styles = useStyles();
  const modal = useModalStyles();
  const { run, steps, start, cancel } = useTestRun();
  const [choices, setChoices] = useState(lastChoices);
  const [errors, setErrors] = useState<ChoiceErrors>({});
  const [transcriptShown, setTranscriptShown] = useState(false);
  const [reportShown, setReportShown] = useState(false);
  const [tested, setTested] = useState<SettingsDraft>(edit.settings);
  const [mended, setMended] = useState<'no' | 'unsaved' | 'saved'>('no');
  const askSender = namesPeople(choices.until) && systemSender(edit.settings) === undefined;
  const result = run.phase === 'done' ? run.result : undefined;
  const deliveryId = result?.value?.deliveryId;
  const content = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (result !== undefined) content.current?.scrollTo({ top: 0 });
  }, [result]);

  const submit = () => {
    if (run.phase === 'running') return;
    const found = wrongIn(choices, askSender);
    setErrors(found);
    if (found.to !== undefined || found.from !== undefined) return;
    rememberChoices(choices);
    setTranscriptShown(false);
    setTested(edit.settings);
    const { settings, password, clientKeyPassphrase } = edit;
    void start({
      to: namesPeople(choices.until) ? choices.to : '',
      until: choices.until,
      settings: askSender ? { ...settings, message: { ...settings.message, from: choices.from.trim() } } : settings,
      ...(password === '' ? {} : { password }),
      ...(clientKeyPassphrase === '' ? {} : { clientKeyPassphrase }),
    });
  };

  // The edit that a change was asked of. Once another one is here, the change has been made.
  const changing = useRef<SettingsEdit | null>(null);
  const apply = (changes: Readonly<Record<string, string>>) => {
    changing.current = edit;
    onApply({ ...changes });
  };
  const testChange = useEffectEvent(() => {
    if (changing.current === null || changing.current === edit) return;
    changing.current = null;
    setMended('unsaved');
    submit();
  });
  useEffect(() => {
    if (edit !== null) testChange();
  }, [edit]);

  const problemField = result?.ok === false ? result.error.field : undefined;
  const close = () => onClose(problemField);
  const stepBack = () => (run.phase === 'running' ? cancel() : close());

  return (
    <Modal title={t('test.title')} role="dialog" size="wide" onEscape={stepBack}>
      <form
        noValidate
        className={modal.form}
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          submit();
        }}
      >
        <div ref={content} className={modal.content}>
          {result !== undefined && (
            <TestOutcome
              result={result}
              until={choices.until}
              tested={tested}
              mended={mended}
              onApply={apply}
              onSave={() => void onSave().then((saved) => saved && setMended('saved'))}
              onShowField={fieldOfFailure(problemField) === undefined ? undefined : close}
            />
          )}
          <TestFields
            choices={choices}
            errors={errors}
            askSender={askSender}
            disabled={run.phase === 'running'}
            onChange={setChoices}
          />
          {run.phase !== 'ready' && (
            <div className={styles.details}>
              {transcriptShown && deliveryId !== undefined ? (
                <Transcript deliveryId={deliveryId} />
              ) : (
                <StepList
                  label={t('test.steps')}
                  steps={run.phase === 'running' ? withStepsToCome(steps, expectedSteps(tested, choices.until)) : steps}
                />
              )}
            </div>
          )}
        </div>
        <TestFoot
          run={run}
          curable={result?.ok === false && (result.error.cures ?? []).length > 0}
          transcriptShown={transcriptShown}
          onTranscript={setTranscriptShown}
          onSupportReport={() => setReportShown(true)}
          onCancel={stepBack}
          onClose={close}
          onLeave={() => onClose(undefined)}
        />
      </form>
      {reportShown && deliveryId !== undefined && (
        <SupportReportDialog deliveryId={deliveryId} onClose={() => setReportShown(false)} />
      )}
    </Modal>
  );
}
