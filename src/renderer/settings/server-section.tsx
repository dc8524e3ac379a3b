import { useId } from 'react';
import { useFormContext } from 'react-hook-form';
import { t } from '../../shared/catalogue/index.ts';
import { parsePort } from '../../shared/host.ts';
import type { Settings } from '../../shared/settings.ts';
import { portAfterChange, type Security } from '../../shared/smtp-settings.ts';
import { RadioList } from '../ui/controls/radio-list.tsx';
import { FormRow, Hint } from '../ui/form-row.tsx';
import { Section } from '../ui/section.tsx';
import { AdvancedSection } from './advanced-section.tsx';
import { TextField, TickField } from './fields.tsx';
import { SecretField } from './secret-field.tsx';
import { ServerAddress } from './server-address.tsx';
import type { SettingsForm } from './settings-form.ts';
import { TrustedCertificates } from './trusted-certificates.tsx';
import type { SettingsEditor } from './use-settings-editor.ts';
import { useSettingsText } from './use-settings-text.ts';

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

type ServerSectionProps = {
  readonly editor: SettingsEditor;
  readonly stored: Pick<Settings['smtp'], 'hasPassword' | 'hasClientKeyPassphrase'>;
  readonly filePermissionsOnly: boolean;
};

/** SMTP server: where it is, who signs in, how the connection is secured. */
export function ServerSection({ editor, stored, filePermissionsOnly }: ServerSectionProps) {
  const securityId = useId();
  const { setValue, getValues } = useFormContext<SettingsForm>();
  const { smtp, out } = useSettingsText();

  const chooseSecurity = (security: Security) => {
    const port = parsePort(getValues('settings.smtp.port'));
    if (port.ok && !editor.portTyped.current) {
      const next = portAfterChange(port.value, smtp.security, security);
      setValue('settings.smtp.port', String(next), { shouldDirty: true, shouldValidate: true });
    }
    setValue('settings.smtp.security', security, { shouldDirty: true });
  };

  return (
    <>
      <Section title={t('settings.server.heading')}>
        <ServerAddress portTyped={editor.portTyped} onUse={editor.applyChanges} />
        <TickField name="settings.smtp.authentication" label={t('settings.authentication')} />
        <TextField
          name="settings.smtp.username"
          label={t('settings.username')}
          width={340}
          indented
          disabled={out.has('smtp.username')}
        />
        <SecretField
          name="password"
          stored={stored.hasPassword}
          filePermissionsOnly={filePermissionsOnly}
          disabled={out.has('password')}
        />
        <TickField name="settings.smtp.spa" label={t('settings.spa')} disabled={out.has('smtp.spa')} />
        <TextField
          name="settings.smtp.domain"
          label={t('settings.domain')}
          width={200}
          indented
          disabled={out.has('smtp.domain')}
          hint={t('settings.domain.hint')}
        />
        <FormRow label={t('settings.security')} labelId={securityId}>
          <RadioList
            name="settings.smtp.security"
            labelledBy={securityId}
            options={securities()}
            value={smtp.security}
            onChoose={chooseSecurity}
          />
          {smtp.security === 'none' && smtp.authentication && !smtp.spa && (
            <Hint>{smtp.allowClearTextPassword ? t('security.none.password') : t('security.none.noPassword')}</Hint>
          )}
        </FormRow>
        <TickField
          name="settings.smtp.rejectInvalidCertificates"
          label={t('settings.rejectInvalidCertificates')}
          disabled={out.has('smtp.rejectInvalidCertificates')}
        >
          {!smtp.rejectInvalidCertificates && smtp.security !== 'none' && smtp.trustedCertificate === '' && (
            <Hint>{t('settings.acceptsAny')}</Hint>
          )}
        </TickField>
        <TrustedCertificates disabled={out.has('smtp.trustedCertificate')} />
      </Section>
      <AdvancedSection
        focus={editor.focus}
        hasClientKeyPassphrase={stored.hasClientKeyPassphrase}
        filePermissionsOnly={filePermissionsOnly}
      />
    </>
  );
}
