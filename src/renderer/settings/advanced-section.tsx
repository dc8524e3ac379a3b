import { makeStyles, tokens } from '@fluentui/react-components';
import { ChevronDownRegular } from '@fluentui/react-icons/svg/chevron-down';
import { ChevronRightRegular } from '@fluentui/react-icons/svg/chevron-right';
import { useEffect, useId } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import { addressFamilySchema, type TlsVersion, tlsVersionSchema } from '../../shared/smtp-settings.ts';
import { advancedDifferences } from './advanced-fields.ts';
import { AuthenticationFields } from './authentication-fields.tsx';
import { ChoiceField, SecondsField, TextField, WarningHint } from './fields.tsx';
import { SecretField } from './secret-field.tsx';
import type { FieldFocus } from './use-field-focus.ts';
import { useSettingsText } from './use-settings-text.ts';

const useStyles = makeStyles({
  heading: {
    display: 'flex',
    alignItems: 'center',
    gap: '10px',
    margin: '12px 0 6px',
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
    '::after': { content: '""', flexGrow: 1, borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
  },
  button: {
    appearance: 'none',
    display: 'flex',
    alignItems: 'center',
    gap: '6px',
    margin: 0,
    padding: '2px 4px 2px 0',
    border: 'none',
    borderRadius: tokens.borderRadiusMedium,
    background: 'none',
    font: 'inherit',
    color: 'inherit',
    cursor: 'pointer',
    ':hover': { color: tokens.colorNeutralForeground2BrandHover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
  },
  folded: {
    margin: '0 0 8px',
    paddingLeft: '22px',
    color: tokens.colorNeutralForeground3,
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  },
});

/** Versions with holes that are known (RFC 8996). */
const outdated: readonly TlsVersion[] = ['1.0', '1.1'];

type AdvancedSectionProps = {
  readonly focus: Pick<FieldFocus, 'advancedOpen' | 'setAdvancedOpen'>;
  readonly hasClientKeyPassphrase: boolean;
  readonly filePermissionsOnly: boolean;
};

/** What hardly anybody has to change. Folded, it says what was changed all the same. */
export function AdvancedSection({ focus, hasClientKeyPassphrase, filePermissionsOnly }: AdvancedSectionProps) {
  const styles = useStyles();
  const id = useId();
  const { smtp, out } = useSettingsText();
  const differences = advancedDifferences(smtp);
  const differs = differences.length > 0;
  const { advancedOpen: open, setAdvancedOpen } = focus;
  const summary = differs ? differences.join(' · ') : t('advanced.asByDefault');
  useEffect(() => {
    // Also when the settings were filled out anew, or by a button: what was changed there has to be seen.
    if (differs) setAdvancedOpen(true);
  }, [differs, setAdvancedOpen]);
  return (
    <section aria-labelledby={`${id}-heading`}>
      <h2 className={styles.heading}>
        <button
          id={`${id}-heading`}
          type="button"
          className={styles.button}
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setAdvancedOpen(!open)}
        >
          {open ? <ChevronDownRegular /> : <ChevronRightRegular />}
          {t('settings.advanced')}
        </button>
      </h2>
      {!open && (
        <p className={styles.folded} title={summary}>
          {summary}
        </p>
      )}
      <div id={id} hidden={!open}>
        <AuthenticationFields />
        <TextField
          name="settings.smtp.ehloName"
          label={t('settings.ehloName')}
          width={340}
          hint={t('settings.ehloName.hint')}
        />
        <TextField
          name="settings.smtp.envelopeSender"
          label={t('settings.envelopeSender')}
          width={340}
          hint={t('settings.envelopeSender.hint')}
        />
        <SecondsField name="settings.smtp.connectTimeout" label={t('settings.connectTimeout')} />
        <SecondsField name="settings.smtp.greetingTimeout" label={t('settings.greetingTimeout')} />
        <SecondsField
          name="settings.smtp.idleTimeout"
          label={t('settings.idleTimeout')}
          hint={t('settings.idleTimeout.hint')}
        />
        <ChoiceField
          name="settings.smtp.lowestTlsVersion"
          label={t('settings.lowestTlsVersion')}
          width={160}
          disabled={out.has('smtp.lowestTlsVersion')}
          options={tlsVersionSchema.options.map((value) => ({ value, label: t(`tlsVersion.${value}`) }))}
        >
          {outdated.includes(smtp.lowestTlsVersion) && !out.has('smtp.lowestTlsVersion') && (
            <WarningHint>{t('settings.lowestTlsVersion.warning')}</WarningHint>
          )}
        </ChoiceField>
        <ChoiceField
          name="settings.smtp.addressFamily"
          label={t('settings.addressFamily')}
          width={160}
          options={addressFamilySchema.options.map((value) => ({ value, label: t(`addressFamily.${value}`) }))}
        />
        <TextField
          name="settings.smtp.clientCertificateFile"
          label={t('settings.clientCertificateFile')}
          width={340}
          disabled={out.has('smtp.clientCertificateFile')}
          hint={t('settings.clientCertificateFile.hint')}
        />
        <TextField
          name="settings.smtp.clientKeyFile"
          label={t('settings.clientKeyFile')}
          width={340}
          indented
          disabled={out.has('smtp.clientKeyFile')}
          hint={t('settings.clientKeyFile.hint')}
        />
        <SecretField
          name="clientKeyPassphrase"
          stored={hasClientKeyPassphrase}
          filePermissionsOnly={filePermissionsOnly}
          disabled={out.has('clientKeyPassphrase')}
        />
      </div>
    </section>
  );
}
