import { makeStyles } from '@fluentui/react-components';
import { useState } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import type { Settings } from '../../shared/settings.ts';
import { TestDialog } from '../test-message/test-dialog.tsx';
import { PushButton } from '../ui/controls/button.tsx';
import { FormRow } from '../ui/form-row.tsx';
import { ClearTextQuestion } from './clear-text-question.tsx';
import { fieldsOutOfReach } from './out-of-reach.ts';
import { fieldOfFailure, type SettingsEdit } from './settings-form.ts';
import type { SettingsEditor } from './use-settings-editor.ts';

const useStyles = makeStyles({ root: { marginTop: '10px' } });

type Changes = Readonly<Record<string, string>>;

type TestLineProps = {
  readonly editor: SettingsEditor;
  readonly stored: Pick<Settings['smtp'], 'hasPassword' | 'hasClientKeyPassphrase'>;
};

/** The button that tests the values on the screen, and the dialog that it opens. */
export function TestLine({ editor, stored }: TestLineProps) {
  const { form, focus } = editor;
  const [edit, setEdit] = useState<SettingsEdit | null>(null);
  const [asking, setAsking] = useState<Changes | null>(null);

  /** Tests what stands in the fields; where that can't be, the dialog gives way to the field that is to blame. */
  const test = form.handleSubmit(
    (valid) => {
      const { service, smtp } = valid.settings;
      const complain = (field: 'password' | 'clientKeyPassphrase', message: string) => {
        setEdit(null);
        form.setError(field, { message });
        focus.showField(field);
      };
      // A stored secret that is about to be deleted is none: a test with it would prove nothing.
      const lacksPassword = valid.password === '' && (valid.removePassword || !stored.hasPassword);
      if (service === 'smtp' && smtp.authentication && lacksPassword)
        return complain('password', t('settings.password.empty'));
      const losesPassphrase = stored.hasClientKeyPassphrase && valid.removeClientKeyPassphrase;
      if (losesPassphrase && !fieldsOutOfReach(valid.settings).has('clientKeyPassphrase'))
        return complain('clientKeyPassphrase', t('passphrase.saveFirst'));
      setEdit(valid);
    },
    (errors) => {
      setEdit(null);
      focus.showErrors(errors);
    },
  );

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
    const saved = await editor.save();
    if (!saved) setEdit(null);
    return saved;
  };

  return (
    <div className={useStyles().root}>
      <FormRow>
        <PushButton onClick={() => void test()}>{t('settings.test')}</PushButton>
        {edit !== null && <TestDialog edit={edit} onApply={apply} onSave={save} onClose={close} />}
        {asking !== null && <ClearTextQuestion onAllow={() => applyAndTest(asking)} onCancel={() => setAsking(null)} />}
      </FormRow>
    </div>
  );
}
