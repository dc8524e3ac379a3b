import { useId } from 'react';
import { useController, useFormContext } from 'react-hook-form';
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
import { TrustedAuthority } from './trusted-authority.tsx';
import { TrustedCertificate } from './trusted-certificate.tsx';
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

const SECURITY = 'settings.smtp.security';

type ServerSectionProps = {
  readonly editor: SettingsEditor;
  readonly stored: Pick<Settings['smtp'], 'hasPassword' | 'hasClientKeyPassphrase'>;
  readonly filePermissionsOnly: boolean;
};

/** SMTP server: where it is, who signs in, how the connection is secured. */
export function ServerSection({ editor, stored, filePermissionsOnly }: ServerSectionProps) {
  const securityId = useId();
  const { setValue, getValues } = useFormContext<SettingsForm>();
  const { field: securityField } = useController<SettingsForm, typeof SECURITY>({ name: SECURITY });
  const { smtp, out } = useSettingsText();

  const chooseSecurity = (security: Security) => {
    const port = parsePort(getValues('settings.smtp.port'));
    if (port.ok && !editor.portTyped.current) {
      const next = portAfterChange(port.value, smtp.security, security);
      setValue('settings.smtp.port', String(next), { shouldDirty: true, shouldValidate: true });
    }
    securityField.onChange(security);
  };

  return (
    <>
      <Section title={t('settings.server.heading')}>
        <ServerAddress portTyped={editor.portTyped} onUse={editor.useServer} />
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
          hint={domainHint(smtp.username, smtp.domain, out.has('smtp.domain'))}
        />
        <FormRow label={t('settings.security')} labelId={securityId}>
          <RadioList
            ref={securityField.ref}
            name={SECURITY}
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
        <TrustedCertificate server={editor.trustedServer} disabled={out.has('smtp.trustedCertificate')} />
        <TrustedAuthority disabled={out.has('smtp.trustedAuthority')} />
      </Section>
      <AdvancedSection
        focus={editor.focus}
        hasClientKeyPassphrase={stored.hasClientKeyPassphrase}
        filePermissionsOnly={filePermissionsOnly}
      />
    </>
  );
}

/** The domain in the user name goes before the one in the field. */
function domainHint(username: string, domain: string, disabled: boolean): string {
  const named = /^([^\\]*)\\/.exec(username.trim())?.[1];
  return disabled || named === undefined || domain.trim() === '' || named === domain.trim()
    ? t('settings.domain.hint')
    : t('settings.domain.inUsername', { domain: named });
}
