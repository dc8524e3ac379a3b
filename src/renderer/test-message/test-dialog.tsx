import { Link, makeStyles } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { parseMailbox, parseMailboxList } from '../../shared/address.ts';
import { t } from '../../shared/catalogue/index.ts';
import { systemSender } from '../../shared/settings.ts';
import { useNavigation } from '../app/navigation.tsx';
import { expectedSteps, withStepsToCome } from '../delivery/expected-steps.ts';
import { StepList } from '../delivery/step-list.tsx';
import { Transcript } from '../delivery/transcript.tsx';
import { fieldOfFailure, type SettingsEdit } from '../settings/settings-form.ts';
import { Modal, useModalStyles } from '../ui/modal.tsx';
import { TestButtons } from './test-buttons.tsx';
import { lastChoices, rememberChoices, type TestChoices } from './test-choices.ts';
import { type ChoiceErrors, TestFields } from './test-fields.tsx';
import { TestOutcome } from './test-outcome.tsx';
import { useTestRun } from './use-test-run.ts';

const useStyles = makeStyles({ details: { marginTop: '10px' } });

type TestDialogProps = {
  readonly edit: SettingsEdit;
  /** Given the settings key that the last failure points to, if it points to one. */
  readonly onClose: (problemField: string | undefined) => void;
};

/** Send Test Message: sends with the values on the screen, and shows each step as it happens. */
export function TestDialog({ edit, onClose }: TestDialogProps) {
  const styles = useStyles();
  const modal = useModalStyles();
  const { navigate } = useNavigation();
  const { run, steps, start, cancel } = useTestRun();
  const [choices, setChoices] = useState(lastChoices);
  const [errors, setErrors] = useState<ChoiceErrors>({});
  const [transcriptShown, setTranscriptShown] = useState(false);
  const askSender = systemSender(edit.settings) === undefined;
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
    const { settings, password } = edit;
    void start({
      to: choices.to,
      until: choices.until,
      settings: askSender ? { ...settings, message: { ...settings.message, from: choices.from.trim() } } : settings,
      ...(password === '' ? {} : { password }),
    });
  };
  const problemField = result?.ok === false ? result.error.field : undefined;
  const close = () => onClose(problemField);
  const stepBack = () => (run.phase === 'running' ? cancel() : close());

  return (
    <Modal title={t('test.title')} role="dialog" wide onEscape={stepBack}>
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
                  steps={
                    run.phase === 'running'
                      ? withStepsToCome(steps, expectedSteps(edit.settings, choices.until))
                      : steps
                  }
                />
              )}
            </div>
          )}
        </div>
        <div className={modal.foot}>
          {deliveryId !== undefined && (
            <>
              <Link as="button" type="button" onClick={() => setTranscriptShown(!transcriptShown)}>
                {transcriptShown ? t('test.steps') : t('test.transcript')}
              </Link>
              <Link
                as="button"
                type="button"
                onClick={() => {
                  onClose(undefined);
                  navigate({ screen: 'logs', deliveryId });
                }}
              >
                {t('test.logEntry')}
              </Link>
            </>
          )}
          <span className={modal.buttons}>
            <TestButtons run={run} onCancel={stepBack} onClose={close} />
          </span>
        </div>
      </form>
    </Modal>
  );
}

function wrongIn({ to, from }: TestChoices, askSender: boolean): ChoiceErrors {
  const recipients = parseMailboxList(to);
  const sender = parseMailbox(from);
  return {
    ...(recipients.ok ? {} : { to: recipients.message }),
    ...(sender.ok || !askSender ? {} : { from: sender.message }),
  };
}
