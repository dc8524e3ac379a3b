import { useId, useState } from 'react';
import { useController } from 'react-hook-form';
import { t } from '../../shared/catalogue/index.ts';
import { authenticationMethodSchema } from '../../shared/smtp-settings.ts';
import { Choice } from '../ui/controls/choice.tsx';
import { Tick } from '../ui/controls/tick.tsx';
import { FormRow, Hint } from '../ui/form-row.tsx';
import { ClearTextQuestion } from './clear-text-question.tsx';
import { ChoiceField, WarningHint } from './fields.tsx';
import type { SettingsForm } from './settings-form.ts';
import { useSettingsText } from './use-settings-text.ts';

/** How the sign-in goes: by which mechanism, and whether it may show the password. */
export function AuthenticationFields() {
  const { smtp, out } = useSettingsText();
  return (
    <>
      {smtp.authentication && smtp.spa ? (
        <NtlmMethod />
      ) : (
        <ChoiceField
          name="settings.smtp.authenticationMethod"
          label={t('settings.authenticationMethod')}
          width={160}
          disabled={out.has('smtp.authenticationMethod')}
          options={authenticationMethodSchema.options.map((value) => ({
            value,
            label: t(`authenticationMethod.${value}`),
          }))}
        >
          {smtp.authenticationMethod === 'automatic' && <Hint>{t('settings.authenticationMethod.hint')}</Hint>}
        </ChoiceField>
      )}
      <ClearTextPassword disabled={out.has('smtp.allowClearTextPassword')} />
    </>
  );
}

/** SPA leaves no choice of the method. */
function NtlmMethod() {
  const id = useId();
  return (
    <FormRow label={t('settings.authenticationMethod')} controlId={id} dimmed>
      <Choice
        id={id}
        style={{ width: 160 }}
        disabled
        options={[{ value: 'ntlm', label: t('authenticationMethod.ntlm') }]}
        value="ntlm"
        onChoose={() => undefined}
        aria-describedby={`${id}-hint`}
      />
      <Hint id={`${id}-hint`}>{t('settings.authenticationMethod.spa')}</Hint>
    </FormRow>
  );
}

/** Nobody lets the password go out readable without having been told what that means. */
function ClearTextPassword({ disabled }: { readonly disabled: boolean }) {
  const name = 'settings.smtp.allowClearTextPassword';
  const { field } = useController<SettingsForm, typeof name>({ name });
  const [asking, setAsking] = useState(false);
  return (
    <FormRow>
      <Tick
        ref={field.ref}
        name={name}
        label={t('settings.allowClearTextPassword')}
        disabled={disabled}
        checked={field.value}
        onChange={(_event, { checked }) => (checked === true ? setAsking(true) : field.onChange(false))}
        onBlur={field.onBlur}
      />
      {field.value && !disabled && <WarningHint>{t('settings.allowClearTextPassword.warning')}</WarningHint>}
      {asking && (
        <ClearTextQuestion
          onAllow={() => {
            setAsking(false);
            field.onChange(true);
          }}
          onCancel={() => setAsking(false)}
        />
      )}
    </FormRow>
  );
}
