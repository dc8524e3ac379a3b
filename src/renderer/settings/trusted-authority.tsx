import { Link, makeStyles } from '@fluentui/react-components';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { type ChangeEvent, useEffect, useEffectEvent, useId, useRef, useState } from 'react';
import { useController, useFormContext } from 'react-hook-form';
import { t } from '../../shared/catalogue/index.ts';
import { bridge } from '../data/call.ts';
import { PushButton } from '../ui/controls/button.tsx';
import { FieldError, FormRow, Hint } from '../ui/form-row.tsx';
import { readCertificateFiles } from './certificate-file.ts';
import { DescribedCertificates, describeQuery } from './described-certificates.tsx';
import type { SettingsForm } from './settings-form.ts';

const NAME = 'settings.smtp.trustedAuthority';

const useStyles = makeStyles({
  // Brought into view, they don't touch what stands below.
  error: { flexBasis: '100%', scrollMarginBottom: '14px' },
  card: { flexBasis: '100%', minWidth: 0, scrollMarginBottom: '14px' },
});

/** Authorities that are trusted for this server, beside the computer's own: chosen as files, looked at and removed. */
export function TrustedAuthority({ disabled }: { readonly disabled: boolean }) {
  const styles = useStyles();
  const id = useId();
  const queryClient = useQueryClient();
  const { setFocus } = useFormContext<SettingsForm>();
  const { field, fieldState } = useController<SettingsForm, typeof NAME>({ name: NAME });
  const input = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  // What is wrong with a file that was chosen. The field keeps what it had, so this never stands in the way of saving.
  const [refused, setRefused] = useState<string | undefined>();
  const [timesChosen, setTimesChosen] = useState(0);
  const error = useRef<HTMLDivElement>(null);
  const card = useRef<HTMLDivElement>(null);
  const showWhatCameOfIt = useEffectEvent(() =>
    (refused === undefined ? card : error).current?.scrollIntoView({ block: 'nearest' }),
  );
  useEffect(() => {
    if (timesChosen > 0) showWhatCameOfIt();
  }, [timesChosen]);

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
    setTimesChosen((times) => times + 1);
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
        ref={(element) => {
          button.current = element;
          field.ref(element);
        }}
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
              // The link goes, and would take the focus with it.
              if (disabled) setFocus('settings.smtp.security');
              else button.current?.focus();
            }}
          >
            {t('button.remove')}
          </Link>
          {disabled && <Hint>{t('settings.trusted.withoutEffect')}</Hint>}
        </>
      )}
      <div ref={error} role="alert" className={styles.error}>
        <FieldError id={`${id}-error`} message={refused ?? fieldState.error?.message} />
      </div>
      {field.value !== '' && (
        <div ref={card} className={styles.card}>
          <DescribedCertificates label={t('settings.trustedAuthority')} pem={field.value} dimmed={disabled} />
        </div>
      )}
    </FormRow>
  );
}

/** Has main read certificates before they are taken; gives what is wrong with them, or undefined. */
async function whyUnreadable(pem: string, name: string, queryClient: QueryClient): Promise<string | undefined> {
  const described = await bridge().invoke('certificate.describe', { pem });
  if (described.ok) {
    queryClient.setQueryData(describeQuery(pem).queryKey, described.value);
    return undefined;
  }
  return described.error.code === 'INVALID_INPUT' ? t('certificateFile.none', { name }) : described.error.message;
}
