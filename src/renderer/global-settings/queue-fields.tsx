import { type ReactNode, useId } from 'react';
import { type FieldPathByValue, useController } from 'react-hook-form';
import { TextBox } from '../ui/controls/text-box.tsx';
import { Tick } from '../ui/controls/tick.tsx';
import { FieldError, FormRow, Hint } from '../ui/form-row.tsx';
import type { QueueForm } from './queue-form.ts';

type NumberName = Exclude<FieldPathByValue<QueueForm, string>, 'withoutRecipient'>;
type YesOrNoName = FieldPathByValue<QueueForm, boolean>;

type NumberFieldProps = {
  readonly name: NumberName;
  readonly label: string;
  readonly unit?: string;
  readonly hint?: string;
  readonly indented?: boolean;
  readonly disabled?: boolean;
};

/** A line of the form with a whole number. */
export function NumberField({ name, label, unit, hint, indented = false, disabled = false }: NumberFieldProps) {
  const id = useId();
  const { field, fieldState } = useController<QueueForm, NumberName>({ name });
  const described = [
    unit !== undefined && `${id}-unit`,
    hint !== undefined && `${id}-hint`,
    fieldState.error !== undefined && `${id}-error`,
  ].filter((each) => each !== false);
  return (
    <FormRow label={label} controlId={id} indented={indented} dimmed={disabled}>
      <TextBox
        id={id}
        ref={field.ref}
        name={name}
        inputMode="numeric"
        autoComplete="off"
        style={{ width: 84 }}
        disabled={disabled}
        value={field.value}
        aria-invalid={fieldState.invalid}
        aria-describedby={described.length === 0 ? undefined : described.join(' ')}
        onChange={(_event, data) => field.onChange(data.value)}
        onBlur={() => {
          if (field.value !== field.value.trim()) field.onChange(field.value.trim());
          field.onBlur();
        }}
      />
      {unit !== undefined && <span id={`${id}-unit`}>{unit}</span>}
      {hint !== undefined && <Hint id={`${id}-hint`}>{hint}</Hint>}
      <FieldError id={`${id}-error`} message={fieldState.error?.message} />
    </FormRow>
  );
}

type YesOrNoFieldProps = { readonly name: YesOrNoName; readonly label: string; readonly children?: ReactNode };

/** A line of the form with one check box. */
export function YesOrNoField({ name, label, children }: YesOrNoFieldProps) {
  const { field } = useController<QueueForm, YesOrNoName>({ name });
  return (
    <FormRow>
      <Tick
        ref={field.ref}
        name={name}
        label={label}
        checked={field.value}
        onChange={(_event, data) => field.onChange(data.checked === true)}
        onBlur={field.onBlur}
      />
      {children}
    </FormRow>
  );
}
