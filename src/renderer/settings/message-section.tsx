import { useId } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import { charsetLabel, charsets } from '../../shared/charset.ts';
import { FormRow, Hint } from '../ui/form-row.tsx';
import { Section } from '../ui/section.tsx';
import { BareText, BareTick, ChoiceField, ErrorOf, TextField, TickField } from './fields.tsx';
import { useSettingsText } from './use-settings-text.ts';

/** Message options: what every message has in common. */
export function MessageSection() {
  const limitId = useId();
  const { message, out } = useSettingsText();
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
        width={340}
        options={charsets.map((value) => ({ value, label: charsetLabel(value) }))}
      >
        {message.charset !== 'utf-8' && <Hint>{t('settings.charset.hint')}</Hint>}
      </ChoiceField>
      <TickField name="settings.message.plainText" label={t('settings.plainText')} />
      <FormRow>
        <BareTick name="settings.message.limitAttachments" label={t('settings.limitAttachments')} />
        <BareText
          name="settings.message.attachmentLimitMb"
          id={limitId}
          label={t('settings.attachmentLimit')}
          width={64}
          numeric
          disabled={out.has('message.attachmentLimitMb')}
        />
        <span>{t('settings.megabytes')}</span>
        <ErrorOf name="settings.message.attachmentLimitMb" id={limitId} />
      </FormRow>
    </Section>
  );
}
