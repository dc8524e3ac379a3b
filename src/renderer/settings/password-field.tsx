import { Link } from '@fluentui/react-components';
import { useId } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { t } from '../../shared/catalogue/index.ts';
import { FormRow, Hint } from '../ui/form-row.tsx';
import { BareText, ErrorOf } from './fields.tsx';
import type { SettingsForm } from './settings-form.ts';

type PasswordFieldProps = {
  readonly hasPassword: boolean;
  readonly filePermissionsOnly: boolean;
  readonly disabled: boolean;
};

/** A password goes in and never comes out: the field only says whether one is stored, and can have it deleted. */
export function PasswordField({ hasPassword, filePermissionsOnly, disabled }: PasswordFieldProps) {
  const id = useId();
  const { setValue } = useFormContext<SettingsForm>();
  const removed = useWatch<SettingsForm, 'removePassword'>({ name: 'removePassword' });
  const setRemoved = (remove: boolean) => {
    setValue('removePassword', remove, { shouldDirty: true });
    if (remove) setValue('password', '', { shouldDirty: true, shouldValidate: true });
  };
  const placeholder = !hasPassword ? '' : removed ? t('password.willBeDeleted') : t('password.stored');
  return (
    <FormRow label={t('settings.password')} controlId={id} indented dimmed={disabled}>
      <BareText
        name="password"
        id={id}
        type="password"
        width={340}
        disabled={disabled}
        placeholder={placeholder}
        describedBy={`${id}-hint`}
        onTyped={(text) => {
          if (text !== '' && removed) setValue('removePassword', false, { shouldDirty: true });
        }}
      />
      {hasPassword && (
        <Link as="button" type="button" onClick={() => setRemoved(!removed)}>
          {removed ? t('password.keep') : t('password.delete')}
        </Link>
      )}
      <Hint id={`${id}-hint`}>{filePermissionsOnly && !disabled ? t('password.filePermissions') : ''}</Hint>
      <ErrorOf name="password" id={id} />
    </FormRow>
  );
}
