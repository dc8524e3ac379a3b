import { useId } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import { namesPeople, type TestDepth } from '../../shared/test-message.ts';
import { Choice } from '../ui/controls/choice.tsx';
import { TextBox } from '../ui/controls/text-box.tsx';
import { FieldError, FormRow, Hint } from '../ui/form-row.tsx';
import type { TestChoices } from './test-choices.ts';

export type ChoiceErrors = { readonly to?: string; readonly from?: string };

const depths = (): readonly { value: TestDepth; label: string; hint: string }[] => [
  { value: 'reach', label: t('test.until.reach'), hint: t('test.until.reach.hint') },
  { value: 'sign-in', label: t('test.until.signIn'), hint: t('test.until.signIn.hint') },
  { value: 'recipient', label: t('test.until.recipient'), hint: t('test.until.recipient.hint') },
  { value: 'send', label: t('test.until.send'), hint: t('test.until.send.hint') },
];

type TestFieldsProps = {
  readonly choices: TestChoices;
  readonly errors: ChoiceErrors;
  /** True when the settings name no sender. */
  readonly askSender: boolean;
  readonly disabled: boolean;
  readonly onChange: (choices: TestChoices) => void;
};

/** What a test has to know beside the settings: to whom, and how far to go. */
export function TestFields({ choices, errors, askSender, disabled, onChange }: TestFieldsProps) {
  const id = useId();
  const needed = namesPeople(choices.until);
  const address = (name: 'to' | 'from', label: string, hint: string, focused: boolean) => (
    <FormRow label={label} controlId={`${id}-${name}`} dimmed={!needed} narrow>
      <TextBox
        id={`${id}-${name}`}
        style={{ width: '100%' }}
        value={choices[name]}
        disabled={disabled || !needed}
        autoFocus={focused}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={errors[name] !== undefined}
        aria-describedby={`${id}-${name}-hint ${id}-${name}-error`}
        onChange={(_event, data) => onChange({ ...choices, [name]: data.value })}
      />
      <FieldError id={`${id}-${name}-error`} message={errors[name]} />
      <Hint id={`${id}-${name}-hint`}>{hint}</Hint>
    </FormRow>
  );
  return (
    <>
      {address('to', t('test.to'), needed ? t('test.to.hint') : t('test.to.notNeeded'), true)}
      {askSender && address('from', t('settings.from'), t('test.from.hint'), false)}
      <FormRow label={t('test.until')} controlId={`${id}-until`} narrow>
        <Choice
          id={`${id}-until`}
          style={{ width: 220 }}
          options={depths()}
          value={choices.until}
          disabled={disabled}
          aria-describedby={`${id}-until-hint`}
          onChoose={(until) => onChange({ ...choices, until })}
        />
        <Hint id={`${id}-until-hint`}>{depths().find((depth) => depth.value === choices.until)?.hint}</Hint>
      </FormRow>
    </>
  );
}
