import { useId } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import { keepSchema } from '../../shared/notification.ts';
import { RadioList } from '../ui/controls/radio-list.tsx';
import { Tick } from '../ui/controls/tick.tsx';
import { FormRow, Hint } from '../ui/form-row.tsx';
import { Section } from '../ui/section.tsx';
import { useField } from './use-field.ts';

/** What an Action may leave blank, and what the log may keep. */
export function RulesSection() {
  const id = useId();
  const blanks = useField('allowBlanks');
  const keep = useField('keep');
  return (
    <Section title={t('notificationEditor.rules')}>
      <FormRow narrow>
        <Tick
          ref={blanks.field.ref}
          label={t('notificationEditor.allowBlanks')}
          checked={blanks.field.value}
          aria-describedby={`${id}-blanks`}
          onChange={(_event, data) => blanks.field.onChange(data.checked === true)}
          onBlur={blanks.field.onBlur}
        />
        <Hint id={`${id}-blanks`}>
          {blanks.field.value ? t('notificationEditor.allowBlanks.on') : t('notificationEditor.allowBlanks.off')}
        </Hint>
      </FormRow>
      <FormRow label={t('notificationEditor.keep')} labelId={`${id}-keep`} narrow>
        <RadioList
          ref={keep.field.ref}
          name={`${id}-choice`}
          labelledBy={`${id}-keep`}
          options={keepSchema.options.map((value) => ({
            value,
            label: t(`notificationEditor.keep.${value}`),
            hint: t(`notificationEditor.keep.${value}.hint`),
          }))}
          value={keep.field.value}
          onChoose={keep.field.onChange}
        />
      </FormRow>
    </Section>
  );
}
