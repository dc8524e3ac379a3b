import { useId, useState } from 'react';
import type { FieldErrors } from 'react-hook-form';
import { t } from '../../shared/catalogue/index.ts';
import type { Settings } from '../../shared/settings.ts';
import { TestDialog } from '../test-message/test-dialog.tsx';
import { PushButton } from '../ui/controls/button.tsx';
import { ClearTextQuestion } from './clear-text-question.tsx';
import { fieldsOutOfReach } from './out-of-reach.ts';
import { fieldOfFailure, type SettingsEdit, type SettingsForm } from './settings-form.ts';
import type { SettingsEditor } from './use-settings-editor.ts';
import { ValuesTested } from './values-tested.tsx';

type SecretName = 'password' | 'clientKeyPassphrase';
type StoredSecrets = Pick<Settings['smtp'], 'hasPassword' | 'hasClientKeyPassphrase'>;
type Changes = Readonly<Record<string, string>>;

type TestLineProps = {
  readonly editor: SettingsEditor;
  /** The active settings. */
  readonly saved: Settings;
};

/** The button that tests the values on the screen, what is known of them, and the dialog that it opens. */
export function TestLine({ editor, saved }: TestLineProps) {
  const { form, focus } = editor;
  const knownId = useId();
  const [edit, setEdit] = useState<SettingsEdit | null>(null);
  const [asking, setAsking] = useState<Changes | null>(null);

  /** Tests what stands in the fields; where that can't be, the dialog gives way to the fields that are to blame. */
  const test = async () => {
    const lacking = lackingSecrets(form.getValues(), saved.smtp);
    const complain = (errors: FieldErrors<SettingsForm>) => {
      setEdit(null);
      for (const [field, message] of lacking) form.setError(field, { message });
      const more = lacking.map(([field, message]) => [field, { type: 'lacking', message }]);
      focus.showErrors({ ...errors, ...Object.fromEntries(more) });
    };
    await form.handleSubmit((valid) => (lacking.length > 0 ? complain({}) : setEdit(valid)), complain)();
  };

  const close = (problemField: string | undefined) => {
    setEdit(null);
    const field = fieldOfFailure(problemField);
    if (field !== undefined) focus.showField(field);
  };

  const applyAndTest = (changes: Changes) => {
    setAsking(null);
    editor.applyChanges(changes);
    void test();
  };
  const apply = (changes: Changes) => {
    const exposes = changes['smtp.allowClearTextPassword'] === 'true';
    if (exposes && !form.getValues('settings.smtp.allowClearTextPassword')) setAsking(changes);
    else applyAndTest(changes);
  };

  /** What keeps the settings from being saved is told on their own screen. */
  const save = async () => {
    const done = await editor.save();
    if (!done) setEdit(null);
    return done;
  };

  return (
    <>
      <PushButton describedBy={knownId} onClick={() => void test()}>
        {t('settings.test')}
      </PushButton>
      <ValuesTested id={knownId} editor={editor} savedTest={saved.lastTest} />
      {edit !== null && (
        <TestDialog
          edit={edit}
          unsaved={editor.dirty}
          onTested={editor.noteTest}
          onApply={apply}
          onSave={save}
          onClose={close}
        />
      )}
      {asking !== null && <ClearTextQuestion onAllow={() => applyAndTest(asking)} onCancel={() => setAsking(null)} />}
    </>
  );
}

/** Gives the secrets without which a test would prove nothing. A stored one that is about to be deleted is none. */
function lackingSecrets(form: SettingsForm, stored: StoredSecrets): readonly (readonly [SecretName, string])[] {
  const { settings, password, removePassword, removeClientKeyPassphrase } = form;
  const out = fieldsOutOfReach(settings);
  const signsIn = settings.service === 'smtp' && settings.smtp.authentication;
  const lacksPassword = signsIn && password === '' && (removePassword || !stored.hasPassword);
  const losesPassphrase = stored.hasClientKeyPassphrase && removeClientKeyPassphrase && !out.has('clientKeyPassphrase');
  return [
    ...(lacksPassword ? [['password', t('settings.password.empty')] as const] : []),
    ...(losesPassphrase ? [['clientKeyPassphrase', t('passphrase.saveFirst')] as const] : []),
  ];
}
