import { makeStyles, tokens } from '@fluentui/react-components';
import { ChevronDownRegular } from '@fluentui/react-icons/svg/chevron-down';
import { ChevronRightRegular } from '@fluentui/react-icons/svg/chevron-right';
import { useEffect, useId, useRef } from 'react';
import { get, useFormState } from 'react-hook-form';
import { t } from '../../shared/catalogue/index.ts';
import { addressFamilySchema, isOutdatedTls, tlsVersionSchema } from '../../shared/smtp-settings.ts';
import { advancedDifferences } from './advanced-fields.ts';
import { AdvancedSummary } from './advanced-summary.tsx';
import { AuthenticationFields } from './authentication-fields.tsx';
import { ChoiceField, SecondsField, TextField, WarningHint } from './fields.tsx';
import { SecretField } from './secret-field.tsx';
import type { SettingsForm } from './settings-form.ts';
import type { FieldFocus } from './use-field-focus.ts';
import { useSettingsText } from './use-settings-text.ts';

const useStyles = makeStyles({
  // Brought into view, it doesn't touch what stands below.
  root: { scrollMarginBottom: '14px' },
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
});

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
  const { errors } = useFormState<SettingsForm>();
  const isInvalid = (field: string) => get(errors, field) !== undefined;
  const differences = advancedDifferences(smtp, { hasClientKeyPassphrase, isInvalid, out });
  const differs = differences.length > 0;
  const { advancedOpen: open, setAdvancedOpen } = focus;
  const section = useRef<HTMLElement>(null);
  const openedByHand = useRef(false);
  useEffect(() => {
    // Also when the settings were filled out anew, or by a button: what was changed there has to be seen.
    if (differs) setAdvancedOpen(true);
  }, [differs, setAdvancedOpen]);
  useEffect(() => {
    // Whoever opens it wants to see it, as much of it as there is room for.
    if (open && openedByHand.current) section.current?.scrollIntoView({ block: 'nearest' });
    openedByHand.current = false;
  }, [open]);
  return (
    <section ref={section} className={styles.root} aria-labelledby={`${id}-heading`}>
      <h2 className={styles.heading}>
        <button
          id={`${id}-heading`}
          type="button"
          className={styles.button}
          aria-expanded={open}
          aria-controls={id}
          onClick={() => {
            openedByHand.current = !open;
            setAdvancedOpen(!open);
          }}
        >
          {open ? <ChevronDownRegular /> : <ChevronRightRegular />}
          {t('settings.advanced')}
        </button>
      </h2>
      {!open && <AdvancedSummary differences={differences} />}
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
          {isOutdatedTls(smtp.lowestTlsVersion) && !out.has('smtp.lowestTlsVersion') && (
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
