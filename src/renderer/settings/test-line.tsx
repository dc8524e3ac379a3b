import { useState } from 'react';
import { useFormContext } from 'react-hook-form';
import { t } from '../../shared/catalogue/index.ts';
import { TestDialog } from '../test-message/test-dialog.tsx';
import { PushButton } from '../ui/controls/button.tsx';
import { FormRow } from '../ui/form-row.tsx';
import { fieldOfFailure, type SettingsEdit, type SettingsForm } from './settings-form.ts';

/** The button that tests the values on the screen, and the dialog that it opens. */
export function TestLine({ hasPassword }: { readonly hasPassword: boolean }) {
  const form = useFormContext<SettingsForm, unknown, SettingsEdit>();
  const [edit, setEdit] = useState<SettingsEdit | null>(null);

  const open = form.handleSubmit((valid) => {
    const { service, smtp } = valid.settings;
    // A stored password that is about to be deleted is none: a test with it would prove nothing.
    const lacksPassword = valid.password === '' && (valid.removePassword || !hasPassword);
    if (service === 'smtp' && smtp.authentication && lacksPassword)
      form.setError('password', { message: t('settings.password.empty') }, { shouldFocus: true });
    else setEdit(valid);
  });

  const close = (problemField: string | undefined) => {
    setEdit(null);
    const field = fieldOfFailure(problemField);
    // After the dialog has given the focus back to the button that opened it.
    if (field !== undefined) setTimeout(() => form.setFocus(field, { shouldSelect: true }), 50);
  };

  return (
    <FormRow>
      <PushButton onClick={() => void open()}>{t('settings.test')}</PushButton>
      {edit !== null && <TestDialog edit={edit} onClose={close} />}
    </FormRow>
  );
}
