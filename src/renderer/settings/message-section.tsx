import { useId } from 'react';
import { useWatch } from 'react-hook-form';
import { t } from '../../shared/catalogue/index.ts';
import { FormRow } from '../ui/form-row.tsx';
import { Section } from '../ui/section.tsx';
import { BareText, BareTick, ChoiceField, ErrorOf, TextField, TickField } from './fields.tsx';
import type { SettingsForm } from './settings-form.ts';

/** Message options: what every message has in common. */
export function MessageSection() {
  const limitId = useId();
  const limited = useWatch<SettingsForm, 'settings.message.limitAttachments'>({
    name: 'settings.message.limitAttachments',
  });
  return (
    <Section title={t('settings.message.heading')}>
      <TextField
        name="settings.message.from"
        label={t('settings.from')}
        width={340}
        hint={t('settings.from.hint')}
        placeholder={t('settings.from.example')}
      />
      <ChoiceField
        name="settings.message.charset"
        label={t('settings.charset')}
        width={220}
        options={[{ value: 'utf-8', label: t('settings.charset.utf8') }]}
      />
      <TickField name="settings.message.plainText" label={t('settings.plainText')} />
      <FormRow>
        <BareTick name="settings.message.limitAttachments" label={t('settings.limitAttachments')} />
        <BareText
          name="settings.message.attachmentLimitMb"
          id={limitId}
          label={t('settings.attachmentLimit')}
          width={64}
          numeric
          disabled={!limited}
        />
        <span>{t('settings.megabytes')}</span>
        <ErrorOf name="settings.message.attachmentLimitMb" id={limitId} />
      </FormRow>
    </Section>
  );
}
