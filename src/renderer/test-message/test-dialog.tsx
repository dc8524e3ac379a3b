import { makeStyles } from '@fluentui/react-components';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import type { DeliveryStatus } from '../../shared/delivery.ts';
import { type SettingsDraft, systemSender } from '../../shared/settings.ts';
import { namesPeople, type TestInput } from '../../shared/test-message.ts';
import { SupportReportDialog } from '../delivery/support-report-dialog.tsx';
import { fieldOfFailure, type SettingsEdit } from '../settings/settings-form.ts';
import { Modal, useModalStyles } from '../ui/modal.tsx';
import { AppliedChange } from './applied-change.tsx';
import { lastChoices, rememberChoices, wrongIn } from './test-choices.ts';
import { type ChoiceErrors, TestFields } from './test-fields.tsx';
import { TestFoot } from './test-foot.tsx';
import { TestOutcome } from './test-outcome.tsx';
import { TestSession } from './test-session.tsx';
import { useChanges } from './use-changes.ts';
import { useTestRun } from './use-test-run.ts';

// It brings what shows messages, which the first screen doesn't need.
const LogEntryDialog = lazy(async () => ({ default: (await import('../log/log-entry-dialog.tsx')).LogEntryDialog }));

const useStyles = makeStyles({ undone: { marginBottom: '10px' } });

type TestDialogProps = {
  /** What is in the settings' fields. */
  readonly edit: SettingsEdit;
  /** Sent in place of the test message. */
  readonly notification?: NonNullable<TestInput['notification']>;
  /** True while what is in the fields isn't saved. */
  readonly unsaved: boolean;
  /** Told what a test of these values came to; `inPart` when it was sent, though not to all of the recipients. */
  readonly onTested: (status: DeliveryStatus, inPart: boolean) => void;
  /** Puts changes of the settings into their fields, unsaved: values as text by dotted key. A new `edit` is expected to follow. */
  readonly onApply: (changes: Record<string, string>) => void;
  /** Saves what is in the fields; gives true when it was saved. */
  readonly onSave: () => Promise<boolean>;
  /** Given the settings key that the last failure points to, if it points to one; with a notification, only when it is asked for. */
  readonly onClose: (problemField: string | undefined) => void;
};

/** Send Test Message: sends with the values on the screen, shows each step as it happens, and offers what mends a failure. */
export function TestDialog(props: TestDialogProps) {
  const { edit, notification, unsaved, onTested, onApply, onSave, onClose } = props;
  const styles = useStyles();
  const modal = useModalStyles();
  const { run, steps, start, cancel, reset } = useTestRun();
  const [choices, setChoices] = useState(lastChoices);
  const [errors, setErrors] = useState<ChoiceErrors>({});
  const [transcriptShown, setTranscriptShown] = useState(false);
  const [over, setOver] = useState<'report' | 'entry' | null>(null);
  const [tested, setTested] = useState<SettingsDraft>(edit.settings);
  const [savedHere, setSavedHere] = useState(false);
  const [undone, setUndone] = useState(false);
  const bringsSender = notification !== undefined && notification.notification.from !== '';
  const askSender = namesPeople(choices.until) && !bringsSender && systemSender(edit.settings) === undefined;
  const result = run.phase === 'done' ? run.result : undefined;
  const deliveryId = result?.value?.deliveryId;

  const content = useRef<HTMLDivElement>(null);
  const closeButton = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (result === undefined) return;
    content.current?.scrollTo({ top: 0 });
    content.current?.querySelector(':focus')?.scrollIntoView({ block: 'nearest' });
  }, [result]);

  const submit = () => {
    if (run.phase === 'running') return;
    const found = wrongIn(choices, askSender);
    setErrors(found);
    if (found.to !== undefined || found.from !== undefined) return;
    rememberChoices(choices);
    setTranscriptShown(false);
    setUndone(false);
    setSavedHere(false);
    setTested(edit.settings);
    const { settings, password, clientKeyPassphrase } = edit;
    const test = {
      to: namesPeople(choices.until) ? choices.to : '',
      until: choices.until,
      settings: askSender ? { ...settings, message: { ...settings.message, from: choices.from.trim() } } : settings,
      ...(password === '' ? {} : { password }),
      ...(clientKeyPassphrase === '' ? {} : { clientKeyPassphrase }),
      ...(notification === undefined ? {} : { notification }),
    };
    void start(test).then(({ ok, value }) => {
      if (value !== undefined) onTested(value.status, !ok && value.status === 'sent');
    });
  };
  const changes = useChanges(edit, onApply, submit);
  const undo = () => {
    // What was found out is about other values.
    reset();
    setUndone(true);
    changes.undo();
  };
  const save = async () => {
    if (!(await onSave())) return;
    setSavedHere(true);
    changes.forget();
    closeButton.current?.focus();
  };

  const problemField = result?.ok === false ? result.error.field : undefined;
  // The settings' fields are on another screen than a notification's.
  const close = () => onClose(notification === undefined ? problemField : undefined);
  const stepBack = () => (run.phase === 'running' ? cancel() : close());

  return (
    <Modal
      title={notification === undefined ? t('test.title') : t('test.title.notification')}
      role="dialog"
      size="wide"
      onEscape={stepBack}
    >
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
            <>
              <TestOutcome
                result={result}
                until={choices.until}
                tested={tested}
                saving={unsaved ? 'unsaved' : savedHere ? 'saved' : 'unchanged'}
                onApply={changes.make}
                onSave={() => void save()}
                onShowField={fieldOfFailure(problemField) === undefined ? undefined : () => onClose(problemField)}
                onChooseAuthority={() => onClose('smtp.trustedAuthority')}
              />
              {changes.before !== undefined && (
                <AppliedChange before={changes.before} current={edit.settings} onUndo={undo} />
              )}
            </>
          )}
          {undone && (
            <div role="status" className={styles.undone}>
              {t('cures.undone')}
            </div>
          )}
          <TestFields
            choices={choices}
            errors={errors}
            askSender={askSender}
            disabled={run.phase === 'running'}
            onChange={setChoices}
          />
          <TestSession
            run={run}
            steps={steps}
            tested={tested}
            until={choices.until}
            transcriptShown={transcriptShown}
          />
        </div>
        <TestFoot
          run={run}
          until={choices.until}
          undone={undone}
          transcriptShown={transcriptShown}
          closeButton={closeButton}
          onTranscript={setTranscriptShown}
          onShow={setOver}
          onCancel={stepBack}
          onClose={close}
        />
      </form>
      {over === 'report' && deliveryId !== undefined && (
        <SupportReportDialog deliveryId={deliveryId} onClose={() => setOver(null)} />
      )}
      {over === 'entry' && deliveryId !== undefined && (
        <Suspense>
          <LogEntryDialog deliveryId={deliveryId} onClose={() => setOver(null)} />
        </Suspense>
      )}
    </Modal>
  );
}
