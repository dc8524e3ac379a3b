import { useId } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import { TextArea } from '../ui/controls/text-area.tsx';
import { TextBox } from '../ui/controls/text-box.tsx';
import { FieldError, FormRow, Hint } from '../ui/form-row.tsx';
import type { ValueField } from './action-form.ts';

type ValueRowProps = {
  readonly field: ValueField;
  readonly value: string;
  readonly required: boolean;
  readonly disabled: boolean;
  readonly focused: boolean;
  readonly error: string | undefined;
  readonly onChange: (text: string) => void;
};

/** The field of one placeholder, with its sample as a hint. */
export function ValueRow({ field, value, required, disabled, focused, error, onChange }: ValueRowProps) {
  const id = useId();
  const { name, sample, json, long } = field;
  const props = {
    id,
    value,
    disabled,
    autoFocus: focused,
    spellCheck: false,
    'aria-required': required,
    'aria-invalid': error !== undefined,
    'aria-describedby': `${id}-hint ${id}-error`,
  } as const;
  return (
    <div data-wrong={error === undefined ? undefined : true}>
      <FormRow label={name} controlId={id} narrow>
        {long ? (
          <TextArea {...props} code={json} rows={4} onChange={(_event, data) => onChange(data.value)} />
        ) : (
          <TextBox {...props} style={{ width: '100%' }} onChange={(_event, data) => onChange(data.value)} />
        )}
        <FieldError id={`${id}-error`} message={error} />
        {sample !== '' && (
          <Hint id={`${id}-hint`}>
            {json
              ? t('runAction.value.json', { sample: shorten(sample) })
              : t('runAction.value.sample', { sample: shorten(sample) })}
          </Hint>
        )}
      </FormRow>
    </div>
  );
}

const SHOWN = 120;

function shorten(text: string): string {
  const [line = ''] = text.split('\n', 1);
  return line.length > SHOWN || line !== text ? t('runAction.value.shortened', { text: line.slice(0, SHOWN) }) : text;
}
