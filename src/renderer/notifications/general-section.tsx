import { useId } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import { systemSender } from '../../shared/settings.ts';
import { useSettings } from '../data/queries.ts';
import { TextBox } from '../ui/controls/text-box.tsx';
import { Tick } from '../ui/controls/tick.tsx';
import { FieldError, FormRow, Hint } from '../ui/form-row.tsx';
import { Section } from '../ui/section.tsx';
import { useEditor, useProblemOf } from './editor-context.tsx';
import { LineField } from './template-fields.tsx';
import { useField } from './use-field.ts';

/** What the notification is called, and from whom and to whom it goes. */
export function GeneralSection() {
  const { editor } = useEditor();
  const sender = useSenderText();
  return (
    <>
      <FormRow label={t('notificationEditor.id')} narrow>
        {editor.base === undefined ? <Hint>{t('notificationEditor.id.none')}</Hint> : <span>{editor.base.id}</span>}
      </FormRow>
      <NameField />
      <EnabledField />
      <Section title={t('notificationEditor.addresses')}>
        <LineField name="from" label={t('notificationEditor.from')} placeholder={sender} />
        <LineField name="to" label={t('notificationEditor.to')} hint={t('notificationEditor.to.hint')} />
        <LineField name="cc" label={t('notificationEditor.cc')} />
        <LineField name="bcc" label={t('notificationEditor.bcc')} />
        <LineField name="replyTo" label={t('notificationEditor.replyTo')} />
      </Section>
    </>
  );
}

/** What stands in an empty From: the sender that the settings name. */
function useSenderText(): string {
  const settings = useSettings().data?.settings;
  if (settings === undefined) return '';
  const sender = systemSender(settings);
  if (sender === undefined) return t('notificationEditor.from.none');
  return sender.name === ''
    ? t('notificationEditor.from.address', { address: sender.address })
    : t('notificationEditor.from.mailbox', { name: sender.name, address: sender.address });
}

function NameField() {
  const id = useId();
  const { field, error: wrong } = useField('name');
  const found = useProblemOf('name');
  const error = wrong ?? found;
  return (
    <FormRow label={t('notificationEditor.name')} controlId={id} narrow>
      <TextBox
        id={id}
        ref={field.ref}
        style={{ width: 260 }}
        value={field.value}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={error !== undefined}
        aria-describedby={`${id}-hint ${id}-error`}
        onChange={(_event, data) => field.onChange(data.value)}
        onBlur={field.onBlur}
      />
      <Hint id={`${id}-hint`}>{t('notificationEditor.name.hint')}</Hint>
      <FieldError id={`${id}-error`} message={error} />
    </FormRow>
  );
}

function EnabledField() {
  const id = useId();
  const { field } = useField('enabled');
  return (
    <FormRow narrow>
      <Tick
        ref={field.ref}
        label={t('notificationEditor.enabled')}
        checked={field.value}
        aria-describedby={`${id}-hint`}
        onChange={(_event, data) => field.onChange(data.checked === true)}
        onBlur={field.onBlur}
      />
      {!field.value && <Hint id={`${id}-hint`}>{t('notificationEditor.enabled.off')}</Hint>}
    </FormRow>
  );
}
