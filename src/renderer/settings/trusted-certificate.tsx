import { Link, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useId } from 'react';
import { useController } from 'react-hook-form';
import { t } from '../../shared/catalogue/index.ts';
import { isSameHost } from '../../shared/host.ts';
import { FieldError, FormRow, Hint } from '../ui/form-row.tsx';
import { DescribedCertificates } from './described-certificates.tsx';
import { WarningHint } from './fields.tsx';
import type { SettingsForm } from './settings-form.ts';
import type { TrustedServer } from './trusted-server.ts';
import { useSettingsText } from './use-settings-text.ts';

const useStyles = makeStyles({
  // In the line of its label, whatever stands below.
  value: { display: 'flex', alignItems: 'center', minHeight: '26px' },
  dimmed: { color: tokens.colorNeutralForeground3 },
});

const NAME = 'settings.smtp.trustedCertificate';

type TrustedCertificateProps = {
  /** Whose certificate it is, or was before it was taken out. */
  readonly server: TrustedServer;
  readonly disabled: boolean;
};

/** The one certificate is chosen where it is seen: on its card in a test. Here it can be looked at, taken out and put back. */
export function TrustedCertificate({ server, disabled }: TrustedCertificateProps) {
  const styles = useStyles();
  const id = useId();
  const { field, fieldState } = useController<SettingsForm, typeof NAME>({ name: NAME });
  const { host } = useSettingsText().smtp;
  const trusted = field.value !== '';
  const takenOut = !trusted && server.pem !== '';
  // One that was never saved is trusted by nobody yet; without encryption none counts.
  const untrustedBySaving = takenOut && fieldState.isDirty && !disabled;
  const ofAnother = trusted && !disabled && server.host !== '' && !isSameHost(host, server.host);
  return (
    <FormRow label={t('settings.trustedCertificate')} labelId={id}>
      <span className={mergeClasses(styles.value, disabled && styles.dimmed)}>
        {trusted ? t('settings.trustedCertificate.only') : t('settingValue.none')}
      </span>
      {/* One and the same element, so that the focus stays on it. */}
      {(trusted || takenOut) && (
        <Link
          ref={field.ref}
          as="button"
          type="button"
          aria-label={trusted ? t('settings.trustedCertificate.remove') : t('settings.trustedCertificate.putBack')}
          onClick={() => field.onChange(trusted ? '' : server.pem)}
        >
          {trusted ? t('button.remove') : t('button.putBack')}
        </Link>
      )}
      {untrustedBySaving && <Hint>{t('settings.trustedCertificate.takenOut', { host: server.host })}</Hint>}
      {!trusted && !untrustedBySaving && <Hint>{t('settings.trustedCertificate.hint')}</Hint>}
      {ofAnother && <WarningHint>{t('settings.trustedCertificate.ofAnother', { host: server.host })}</WarningHint>}
      {trusted && disabled && <Hint>{t('settings.trusted.withoutEffect')}</Hint>}
      {trusted && (
        <DescribedCertificates label={t('settings.trustedCertificate')} pem={field.value} dimmed={disabled} />
      )}
      <FieldError id={`${id}-error`} message={fieldState.error?.message} />
    </FormRow>
  );
}
