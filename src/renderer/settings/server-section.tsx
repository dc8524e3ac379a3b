import { makeStyles } from '@fluentui/react-components';
import { type RefObject, useId } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { t } from '../../shared/catalogue/index.ts';
import { parsePort } from '../../shared/host.ts';
import { portAfterChange, type Security } from '../../shared/settings.ts';
import { RadioList } from '../ui/controls/radio-list.tsx';
import { FormRow, Hint } from '../ui/form-row.tsx';
import { Section } from '../ui/section.tsx';
import { BareText, ErrorOf, TextField, TickField } from './fields.tsx';
import { PasswordField } from './password-field.tsx';
import type { SettingsForm } from './settings-form.ts';

const securities = () =>
  [
    { value: 'none', label: t('security.none'), hint: t('security.none.hint') },
    {
      value: 'starttls-if-available',
      label: t('security.starttls-if-available'),
      hint: t('security.starttls-if-available.hint'),
    },
    { value: 'starttls', label: t('security.starttls'), hint: t('security.starttls.hint') },
    { value: 'tls', label: t('security.tls'), hint: t('security.tls.hint') },
  ] as const;

// Side by side at any width: the host name gives way.
const useStyles = makeStyles({
  server: { display: 'flex', alignItems: 'center', columnGap: '8px', minWidth: 0, maxWidth: '100%' },
});

type ServerSectionProps = {
  readonly hasPassword: boolean;
  readonly filePermissionsOnly: boolean;
  /** True once the port is one that a person typed; from then on it doesn't follow the secure connection. */
  readonly portTyped: RefObject<boolean>;
};

/** SMTP server: where it is, who signs in, how the connection is secured. */
export function ServerSection({ hasPassword, filePermissionsOnly, portTyped }: ServerSectionProps) {
  const styles = useStyles();
  const hostId = useId();
  const portId = useId();
  const securityId = useId();
  const { setValue, getValues } = useFormContext<SettingsForm>();
  const smtp = useWatch<SettingsForm, 'settings.smtp'>({ name: 'settings.smtp' });

  const chooseSecurity = (security: Security) => {
    const port = parsePort(getValues('settings.smtp.port'));
    if (port.ok && !portTyped.current) {
      const next = portAfterChange(port.value, smtp.security, security);
      setValue('settings.smtp.port', String(next), { shouldDirty: true, shouldValidate: true });
    }
    setValue('settings.smtp.security', security, { shouldDirty: true });
  };

  return (
    <Section title={t('settings.server.heading')}>
      <FormRow label={t('settings.host')} controlId={hostId}>
        <div className={styles.server}>
          <BareText name="settings.smtp.host" id={hostId} width={340} />
          <label htmlFor={portId}>{t('settings.port')}</label>
          <BareText
            name="settings.smtp.port"
            id={portId}
            width={70}
            numeric
            onTyped={(text) => {
              portTyped.current = text !== '';
            }}
          />
        </div>
        <ErrorOf name="settings.smtp.host" id={hostId} />
        <ErrorOf name="settings.smtp.port" id={portId} />
      </FormRow>
      <TickField name="settings.smtp.authentication" label={t('settings.authentication')} />
      <TextField
        name="settings.smtp.username"
        label={t('settings.username')}
        width={340}
        indented
        disabled={!smtp.authentication}
      />
      <PasswordField
        hasPassword={hasPassword}
        filePermissionsOnly={filePermissionsOnly}
        disabled={!smtp.authentication}
      />
      <FormRow label={t('settings.security')} labelId={securityId}>
        <RadioList
          name="settings.smtp.security"
          labelledBy={securityId}
          options={securities()}
          value={smtp.security}
          onChoose={chooseSecurity}
        />
        {smtp.security === 'none' && smtp.authentication && <Hint>{t('security.none.password')}</Hint>}
      </FormRow>
      <TickField
        name="settings.smtp.rejectInvalidCertificates"
        label={t('settings.rejectInvalidCertificates')}
        disabled={smtp.security === 'none'}
      >
        {!smtp.rejectInvalidCertificates && smtp.security !== 'none' && <Hint>{t('settings.acceptsAny')}</Hint>}
      </TickField>
    </Section>
  );
}
