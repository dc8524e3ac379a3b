import { Link } from '@fluentui/react-components';
import { useId } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { t } from '../../shared/catalogue/index.ts';
import { FormRow, Hint } from '../ui/form-row.tsx';
import { BareText, ErrorOf } from './fields.tsx';
import type { SettingsForm } from './settings-form.ts';

/** A secret of the settings: where it is typed, where its removal is noted, and what is said of it. */
const secrets = {
  password: {
    removal: 'removePassword',
    label: 'settings.password',
    delete: 'password.delete',
    keep: 'password.keep',
    unprotected: 'password.filePermissions',
    unused: 'password.unused',
  },
  clientKeyPassphrase: {
    removal: 'removeClientKeyPassphrase',
    label: 'settings.clientKeyPassphrase',
    delete: 'passphrase.delete',
    keep: 'passphrase.keep',
    unprotected: 'passphrase.filePermissions',
    unused: 'passphrase.unused',
  },
} as const;

type SecretFieldProps = {
  readonly name: keyof typeof secrets;
  readonly stored: boolean;
  readonly filePermissionsOnly: boolean;
  readonly disabled: boolean;
};

/** A secret goes in and never comes out: the field only says whether one is stored, and can have it deleted. */
export function SecretField({ name, stored, filePermissionsOnly, disabled }: SecretFieldProps) {
  const id = useId();
  const secret = secrets[name];
  const { setValue } = useFormContext<SettingsForm>();
  const removed = useWatch<SettingsForm, (typeof secret)['removal']>({ name: secret.removal });
  const setRemoved = (remove: boolean) => {
    setValue(secret.removal, remove, { shouldDirty: true });
    if (remove) setValue(name, '', { shouldDirty: true, shouldValidate: true });
  };
  const placeholder = !stored ? '' : removed ? t('password.willBeDeleted') : t('password.stored');
  // Switching off what needs it doesn't delete it.
  const hint = disabled ? stored && !removed && secret.unused : filePermissionsOnly && secret.unprotected;
  return (
    <FormRow label={t(secret.label)} controlId={id} indented dimmed={disabled}>
      <BareText
        name={name}
        id={id}
        type="password"
        width={340}
        disabled={disabled}
        placeholder={placeholder}
        describedBy={`${id}-hint`}
        onTyped={(text) => {
          if (text !== '' && removed) setValue(secret.removal, false, { shouldDirty: true });
        }}
      />
      {stored && (
        <Link as="button" type="button" onClick={() => setRemoved(!removed)}>
          {removed ? t(secret.keep) : t(secret.delete)}
        </Link>
      )}
      <Hint id={`${id}-hint`}>{hint === false ? '' : t(hint)}</Hint>
      <ErrorOf name={name} id={id} />
    </FormRow>
  );
}
