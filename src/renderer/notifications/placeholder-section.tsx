import { useEffect, useRef } from 'react';
import { useFieldArray, useFormContext, useWatch } from 'react-hook-form';
import { t } from '../../shared/catalogue/index.ts';
import { MOST_PLACEHOLDERS } from '../../shared/notification.ts';
import { PushButton } from '../ui/controls/button.tsx';
import { FieldError } from '../ui/form-row.tsx';
import { formatCount } from '../ui/format.ts';
import { Section } from '../ui/section.tsx';
import { useLineStyles } from './line-styles.ts';
import { type NotificationForm, undefinedNames } from './notification-form.ts';
import { PlaceholderLineFields } from './placeholder-line.tsx';

/** What an Action fills in, each with a sample of it. */
export function PlaceholderSection() {
  const lines = useLineStyles();
  const { control, formState, setFocus } = useFormContext<NotificationForm>();
  const { fields, append, remove } = useFieldArray({ control, name: 'placeholders' });
  const addButton = useRef<HTMLButtonElement>(null);
  const added = useRef<number | null>(null);
  useEffect(() => {
    if (added.current === null || added.current >= fields.length) return;
    setFocus(`placeholders.${added.current}.name`);
    added.current = null;
  }, [fields.length, setFocus]);
  const form = useWatch({ control }) as NotificationForm;
  const missing = undefinedNames(form).slice(0, MOST_PLACEHOLDERS - fields.length);
  const errors = formState.errors.placeholders;
  return (
    <Section title={t('notificationEditor.placeholders')}>
      {fields.length === 0 ? (
        <p className={lines.text}>{t('notificationEditor.placeholders.none', { example: '{{title}}' })}</p>
      ) : (
        <>
          <div className={lines.heads} aria-hidden>
            <span className={lines.name}>{t('notificationEditor.placeholder.name')}</span>
            <span className={lines.kind}>{t('notificationEditor.placeholder.kind')}</span>
            <span>{t('notificationEditor.placeholder.sample')}</span>
          </div>
          <ul className={lines.list} aria-label={t('notificationEditor.placeholders')}>
            {fields.map((field, index) => (
              <PlaceholderLineFields
                key={field.id}
                index={index}
                onRemove={() => {
                  remove(index);
                  addButton.current?.focus();
                }}
              />
            ))}
          </ul>
        </>
      )}
      <FieldError id="placeholders-error" message={errors?.message ?? errors?.root?.message} />
      <div className={lines.buttons}>
        <PushButton
          ref={addButton}
          disabled={fields.length >= MOST_PLACEHOLDERS}
          onClick={() => {
            added.current = fields.length;
            append({ name: '', kind: 'text', sample: '' }, { shouldFocus: false });
          }}
        >
          {t('notificationEditor.placeholder.add')}
        </PushButton>
        {missing.length > 0 && (
          <PushButton
            onClick={() => {
              addButton.current?.focus();
              append(
                missing.map((name) => ({ name, kind: 'text', sample: '' })),
                { shouldFocus: false },
              );
            }}
          >
            {missing.length === 1
              ? t('notificationEditor.placeholder.addUsed', { name: missing[0] ?? '' })
              : t('notificationEditor.placeholder.addSeveral', { count: formatCount(missing.length) })}
          </PushButton>
        )}
      </div>
    </Section>
  );
}
