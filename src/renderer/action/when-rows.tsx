import { useId } from 'react';
import { INITIATOR_LIMIT } from '../../shared/action.ts';
import { t } from '../../shared/catalogue/index.ts';
import { RadioList } from '../ui/controls/radio-list.tsx';
import { TextBox } from '../ui/controls/text-box.tsx';
import { FieldError, FormRow, Hint } from '../ui/form-row.tsx';
import { Section } from '../ui/section.tsx';
import type { ActionForm } from './action-form.ts';

type WhenRowsProps = {
  readonly form: ActionForm;
  readonly disabled: boolean;
  readonly error: string | undefined;
  readonly onChange: (part: Partial<ActionForm>) => void;
};

/** Who caused it, and when it is to leave. */
export function WhenRows({ form, disabled, error, onChange }: WhenRowsProps) {
  const id = useId();
  return (
    <Section title={t('runAction.sending')}>
      <FormRow label={t('runAction.initiator')} controlId={`${id}-initiator`} narrow>
        <TextBox
          id={`${id}-initiator`}
          style={{ width: '100%' }}
          value={form.initiator}
          disabled={disabled}
          maxLength={INITIATOR_LIMIT}
          spellCheck={false}
          autoComplete="off"
          aria-describedby={`${id}-initiator-hint`}
          onChange={(_event, data) => onChange({ initiator: data.value })}
        />
        <Hint id={`${id}-initiator-hint`}>{t('runAction.initiator.hint')}</Hint>
      </FormRow>
      <FormRow label={t('runAction.when')} labelId={`${id}-when`} narrow>
        <RadioList
          name={`${id}-choice`}
          labelledBy={`${id}-when`}
          options={[
            { value: 'now', label: t('runAction.when.now'), hint: t('runAction.when.now.hint') },
            { value: 'later', label: t('runAction.when.later'), hint: t('runAction.when.later.hint') },
          ]}
          value={form.when}
          onChoose={(when) => onChange({ when })}
        />
      </FormRow>
      {form.when === 'later' && (
        <div data-wrong={error === undefined ? undefined : true}>
          <FormRow label={t('runAction.at')} controlId={`${id}-at`} indented narrow>
            <TextBox
              id={`${id}-at`}
              type="datetime-local"
              style={{ width: 220 }}
              value={form.at}
              disabled={disabled}
              aria-invalid={error !== undefined}
              aria-describedby={`${id}-at-hint ${id}-at-error`}
              onChange={(_event, data) => onChange({ at: data.value })}
            />
            <Hint id={`${id}-at-hint`}>{t('runAction.at.hint', { zone: timeZone() })}</Hint>
            <FieldError id={`${id}-at-error`} message={error} />
          </FormRow>
        </div>
      )}
    </Section>
  );
}

function timeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
