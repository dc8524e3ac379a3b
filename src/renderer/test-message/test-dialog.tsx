import {
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Link,
  makeStyles,
} from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { parseMailbox, parseMailboxList } from '../../shared/address.ts';
import { t } from '../../shared/catalogue/index.ts';
import { systemSender } from '../../shared/settings.ts';
import { useNavigation } from '../app/navigation.tsx';
import { expectedSteps, withStepsToCome } from '../delivery/expected-steps.ts';
import { StepList } from '../delivery/step-list.tsx';
import { Transcript } from '../delivery/transcript.tsx';
import type { SettingsEdit } from '../settings/settings-form.ts';
import { TestButtons } from './test-buttons.tsx';
import { lastChoices, rememberChoices, type TestChoices } from './test-choices.ts';
import { type ChoiceErrors, TestFields } from './test-fields.tsx';
import { TestOutcome } from './test-outcome.tsx';
import { useTestRun } from './use-test-run.ts';

const useStyles = makeStyles({
  surface: { maxWidth: '640px', padding: '18px 20px 14px' },
  body: { rowGap: '10px', gridTemplateColumns: '1fr auto' },
  title: { fontSize: '16px', lineHeight: '22px' },
  details: { marginTop: '10px' },
  foot: {
    display: 'flex',
    justifySelf: 'stretch',
    gridColumn: '1 / -1',
    padding: 0,
    alignItems: 'center',
    gap: '16px',
  },
  buttons: { display: 'flex', gap: '8px', marginLeft: 'auto' },
});

type TestDialogProps = {
  readonly edit: SettingsEdit;
  /** Given the settings key that the last failure points to, if it points to one. */
  readonly onClose: (problemField: string | undefined) => void;
};

/** Send Test Message: sends with the values on the screen, and shows each step as it happens. */
export function TestDialog({ edit, onClose }: TestDialogProps) {
  const styles = useStyles();
  const { navigate } = useNavigation();
  const { run, steps, start, cancel } = useTestRun();
  const [choices, setChoices] = useState(lastChoices);
  const [errors, setErrors] = useState<ChoiceErrors>({});
  const [transcriptShown, setTranscriptShown] = useState(false);
  const askSender = systemSender(edit.settings) === undefined;
  const result = run.phase === 'done' ? run.result : undefined;
  const deliveryId = result?.value?.deliveryId;
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (result !== undefined) top.current?.scrollIntoView({ block: 'nearest' });
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
  const close = () => onClose(result?.ok === false ? result.error.field : undefined);
  const stepBack = () => (run.phase === 'running' ? cancel() : close());

  return (
    <Dialog open modalType="alert" onOpenChange={stepBack}>
      <DialogSurface className={styles.surface} role="dialog">
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            event.stopPropagation();
            submit();
          }}
        >
          <DialogBody className={styles.body}>
            <DialogTitle className={styles.title}>{t('test.title')}</DialogTitle>
            <DialogContent>
              <div ref={top} />
              {result !== undefined && <TestOutcome result={result} until={choices.until} />}
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
            </DialogContent>
            <DialogActions fluid className={styles.foot}>
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
              <span className={styles.buttons}>
                <TestButtons run={run} onCancel={stepBack} onClose={close} />
              </span>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
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
