import { makeStyles, tokens } from '@fluentui/react-components';
import { type ReactNode, useId } from 'react';
import { type FieldPathByValue, useController } from 'react-hook-form';
import { t } from '../../shared/catalogue/index.ts';
import { Choice } from '../ui/controls/choice.tsx';
import { TextBox } from '../ui/controls/text-box.tsx';
import { Tick } from '../ui/controls/tick.tsx';
import { FieldError, FormRow, Hint } from '../ui/form-row.tsx';
import type { SettingsForm } from './settings-form.ts';

type TextName = FieldPathByValue<SettingsForm, string>;
type YesOrNoName = FieldPathByValue<SettingsForm, boolean>;

type BareTextProps = {
  readonly name: TextName;
  readonly id: string;
  readonly width: number;
  readonly disabled?: boolean;
  readonly placeholder?: string;
  readonly type?: 'text' | 'password';
  readonly numeric?: boolean;
  readonly label?: string;
  readonly describedBy?: string | undefined;
  readonly onTyped?: (text: string) => void;
};

/** A text field of the form, without its label; its error stands in an element of the id `${id}-error`. */
export function BareText({
  name,
  id,
  width,
  numeric,
  label,
  describedBy,
  onTyped,
  type = 'text',
  ...rest
}: BareTextProps) {
  const { field, fieldState } = useController<SettingsForm, TextName>({ name });
  const described = [describedBy, fieldState.error === undefined ? undefined : `${id}-error`].filter(Boolean).join(' ');
  return (
    <TextBox
      {...rest}
      id={id}
      ref={field.ref}
      name={name}
      type={type}
      value={String(field.value)}
      style={{ width }}
      spellCheck={false}
      autoComplete={type === 'password' ? 'new-password' : 'off'}
      aria-label={label}
      aria-invalid={fieldState.invalid}
      aria-describedby={described === '' ? undefined : described}
      {...(numeric === true && { inputMode: 'numeric' as const })}
      onChange={(_event, data) => {
        field.onChange(data.value);
        onTyped?.(data.value);
      }}
      onBlur={() => {
        // A password may begin or end with a space; nothing else here may.
        if (type === 'text' && field.value !== String(field.value).trim()) field.onChange(String(field.value).trim());
        field.onBlur();
      }}
    />
  );
}

/** The error of a field, for the element that `BareText` points to. */
export function ErrorOf({ name, id }: { readonly name: TextName; readonly id: string }) {
  const { fieldState } = useController<SettingsForm, TextName>({ name });
  return <FieldError id={`${id}-error`} message={fieldState.error?.message} />;
}

const useStyles = makeStyles({
  warning: {
    flexBasis: '100%',
    color: tokens.colorStatusWarningForeground1,
    fontSize: tokens.fontSizeBase200,
    lineHeight: '16px',
    paddingBottom: '2px',
  },
});

/** Says under a control what is dangerous about what was chosen there. */
export function WarningHint({ children }: { readonly children: ReactNode }) {
  return (
    <span role="status" className={useStyles().warning}>
      {children}
    </span>
  );
}

type TextFieldProps = Omit<BareTextProps, 'id' | 'describedBy' | 'label'> & {
  readonly label: string;
  readonly hint?: string;
  readonly indented?: boolean;
};

/** A line of the form with one text field. */
export function TextField({ label, hint, indented = false, ...field }: TextFieldProps) {
  const id = useId();
  return (
    <FormRow label={label} controlId={id} indented={indented} dimmed={field.disabled === true}>
      <BareText {...field} id={id} describedBy={hint === undefined ? undefined : `${id}-hint`} />
      {hint !== undefined && <Hint id={`${id}-hint`}>{hint}</Hint>}
      <ErrorOf name={field.name} id={id} />
    </FormRow>
  );
}

type SecondsFieldProps = { readonly name: TextName; readonly label: string; readonly hint?: string };

/** A line of the form with a time in seconds. */
export function SecondsField({ name, label, hint }: SecondsFieldProps) {
  const id = useId();
  return (
    <FormRow label={label} controlId={id}>
      <BareText name={name} id={id} width={64} numeric describedBy={`${id}-unit ${id}-hint`} />
      <span id={`${id}-unit`}>{t('settings.seconds')}</span>
      <Hint id={`${id}-hint`}>{hint}</Hint>
      <ErrorOf name={name} id={id} />
    </FormRow>
  );
}

type TickFieldProps = { readonly name: YesOrNoName; readonly label: string; readonly disabled?: boolean };

/** A check box of the form, without its line. */
export function BareTick({ name, label, disabled = false }: TickFieldProps) {
  const { field } = useController<SettingsForm, YesOrNoName>({ name });
  return (
    <Tick
      ref={field.ref}
      name={name}
      label={label}
      disabled={disabled}
      checked={field.value === true}
      onChange={(_event, data) => field.onChange(data.checked === true)}
      onBlur={field.onBlur}
    />
  );
}

/** A line of the form with one check box. */
export function TickField({ children, ...props }: TickFieldProps & { readonly children?: ReactNode }) {
  return (
    <FormRow>
      <BareTick {...props} />
      {children}
    </FormRow>
  );
}

type ChoiceFieldProps<N extends TextName, V extends string> = {
  readonly name: N;
  readonly label: string;
  readonly width: number;
  readonly options: readonly { readonly value: V; readonly label: string }[];
  readonly disabled?: boolean;
  /** Said beside the list. */
  readonly children?: ReactNode;
};

/** A line of the form with a drop-down list. */
export function ChoiceField<N extends TextName, V extends string>({
  name,
  label,
  width,
  options,
  disabled = false,
  children,
}: ChoiceFieldProps<N, V>) {
  const id = useId();
  const { field } = useController<SettingsForm, TextName>({ name });
  return (
    <FormRow label={label} controlId={id} dimmed={disabled}>
      <Choice
        id={id}
        ref={field.ref}
        name={name}
        disabled={disabled}
        style={{ width }}
        options={options}
        value={field.value as V}
        onChoose={field.onChange}
        onBlur={field.onBlur}
      />
      {children}
    </FormRow>
  );
}
