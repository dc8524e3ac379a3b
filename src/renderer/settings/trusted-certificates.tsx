import { Link, makeStyles, tokens } from '@fluentui/react-components';
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ChangeEvent, useId, useRef, useState } from 'react';
import { useController } from 'react-hook-form';
import { t } from '../../shared/catalogue/index.ts';
import { CertificateFacts } from '../certificate/certificate-facts.tsx';
import { bridge, callOperation } from '../data/call.ts';
import { PushButton } from '../ui/controls/button.tsx';
import { FieldError, FormRow, Hint } from '../ui/form-row.tsx';
import { readCertificateFiles } from './certificate-file.ts';
import type { SettingsForm } from './settings-form.ts';

const useStyles = makeStyles({
  error: { flexBasis: '100%' },
  list: {
    flexBasis: '100%',
    minWidth: 0,
    maxWidth: '640px',
    maxHeight: '260px',
    overflowY: 'auto',
    borderLeft: `2px solid ${tokens.colorNeutralStroke2}`,
    paddingLeft: '10px',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
});

type TrustedName = 'settings.smtp.trustedCertificate' | 'settings.smtp.trustedAuthority';

/** What is trusted for this server alone: one certificate of its own, or authorities beside the computer's. */
export function TrustedCertificates({ disabled }: { readonly disabled: boolean }) {
  return (
    <>
      <TrustedCertificate />
      <TrustedAuthority disabled={disabled} />
    </>
  );
}

/** The one certificate is chosen where it is seen: on its card in a test. Here it can be looked at and removed. */
function TrustedCertificate() {
  const id = useId();
  const { field, fieldState } = useController<SettingsForm, TrustedName>({ name: 'settings.smtp.trustedCertificate' });
  return (
    <FormRow label={t('settings.trustedCertificate')} labelId={id}>
      {field.value === '' ? (
        <>
          <span>{t('settingValue.none')}</span>
          <Hint>{t('settings.trustedCertificate.hint')}</Hint>
        </>
      ) : (
        <>
          <span>{t('settings.trustedCertificate.only')}</span>
          <Link
            ref={field.ref}
            as="button"
            type="button"
            aria-label={t('settings.trustedCertificate.remove')}
            onClick={() => field.onChange('')}
          >
            {t('button.remove')}
          </Link>
          <Described label={t('settings.trustedCertificate')} pem={field.value} />
        </>
      )}
      <FieldError id={`${id}-error`} message={fieldState.error?.message} />
    </FormRow>
  );
}

function TrustedAuthority({ disabled }: { readonly disabled: boolean }) {
  const styles = useStyles();
  const id = useId();
  const queryClient = useQueryClient();
  const { field, fieldState } = useController<SettingsForm, TrustedName>({ name: 'settings.smtp.trustedAuthority' });
  const input = useRef<HTMLInputElement>(null);
  // What is wrong with a file that was chosen. The field keeps what it had, so this never stands in the way of saving.
  const [refused, setRefused] = useState<string | undefined>();

  const choose = async (event: ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.target.files ?? [])];
    // The same file can be chosen again once it is mended.
    event.target.value = '';
    if (files.length === 0) return;
    const read = await readCertificateFiles(files);
    const names = files.map((file) => file.name).join(', ');
    const message = read.ok ? await whyUnreadable(read.value, names, queryClient) : read.message;
    setRefused(message);
    if (read.ok && message === undefined) field.onChange(read.value);
  };

  return (
    <FormRow label={t('settings.trustedAuthority')} labelId={id}>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept=".pem,.crt,.cer,.der,application/x-x509-ca-cert,application/x-pem-file"
        aria-label={t('settings.trustedAuthority')}
        onChange={(event) => void choose(event)}
      />
      <PushButton
        ref={field.ref}
        label={t('settings.trustedAuthority.chooseName')}
        describedBy={`${id}-hint ${id}-error`}
        disabled={disabled}
        onClick={() => input.current?.click()}
      >
        {t('settings.trustedAuthority.choose')}
      </PushButton>
      {field.value === '' ? (
        <Hint id={`${id}-hint`}>{t('settings.trustedAuthority.hint')}</Hint>
      ) : (
        <>
          <Link
            as="button"
            type="button"
            aria-label={t('settings.trustedAuthority.remove')}
            onClick={() => {
              setRefused(undefined);
              field.onChange('');
            }}
          >
            {t('button.remove')}
          </Link>
          <Described label={t('settings.trustedAuthority')} pem={field.value} />
        </>
      )}
      <div role="alert" className={styles.error}>
        <FieldError id={`${id}-error`} message={refused ?? fieldState.error?.message} />
      </div>
    </FormRow>
  );
}

/** What is in PEM text, as main reads it. */
function Described({ label, pem }: { readonly label: string; readonly pem: string }) {
  const styles = useStyles();
  const { data, error } = useQuery(describeQuery(pem));
  if (error !== null) return <Hint>{error.message}</Hint>;
  if (data === undefined) return null;
  // A text may hold a certificate twice.
  const certificates = [...new Map(data.certificates.map((each) => [each.fingerprint256, each])).values()];
  return (
    <section className={styles.list} aria-label={label} tabIndex={certificates.length > 1 ? 0 : undefined}>
      {certificates.map((certificate) => (
        <CertificateFacts key={certificate.fingerprint256} certificate={certificate} />
      ))}
    </section>
  );
}

const describeQuery = (pem: string) => ({
  queryKey: ['certificate.describe', pem],
  queryFn: () => callOperation('certificate.describe', { pem }),
});

/** Has main read certificates before they are taken; gives what is wrong with them, or undefined. */
async function whyUnreadable(pem: string, name: string, queryClient: QueryClient): Promise<string | undefined> {
  const described = await bridge().invoke('certificate.describe', { pem });
  if (described.ok) {
    queryClient.setQueryData(describeQuery(pem).queryKey, described.value);
    return undefined;
  }
  return described.error.code === 'INVALID_INPUT' ? t('certificateFile.none', { name }) : described.error.message;
}
