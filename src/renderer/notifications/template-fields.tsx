import { useId } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import { TextArea } from '../ui/controls/text-area.tsx';
import { TextBox } from '../ui/controls/text-box.tsx';
import { FieldError, FormRow, Hint } from '../ui/form-row.tsx';
import { useEditor, useProblemOf } from './editor-context.tsx';
import type { BodyTab } from './field-focus.ts';
import type { TemplateField } from './notification-form.ts';
import { useField } from './use-field.ts';

type LineFieldProps = {
  readonly name: Exclude<TemplateField, BodyTab>;
  readonly label: string;
  readonly hint?: string;
  readonly placeholder?: string;
};

/** A line of the form with a template of one line. */
export function LineField({ name, label, hint, placeholder }: LineFieldProps) {
  const id = useId();
  const { editor } = useEditor();
  const { field, error: wrong } = useField(name);
  const found = useProblemOf(name);
  const error = wrong ?? found;
  return (
    <FormRow label={label} controlId={id} narrow>
      <TextBox
        id={id}
        ref={field.ref}
        style={{ width: '100%' }}
        value={field.value}
        placeholder={placeholder}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={error !== undefined}
        aria-describedby={`${id}-hint ${id}-error`}
        onFocus={(event) => editor.focus.noteFocus(event.currentTarget)}
        onChange={(_event, data) => field.onChange(data.value)}
        onBlur={field.onBlur}
      />
      {hint !== undefined && <Hint id={`${id}-hint`}>{hint}</Hint>}
      <FieldError id={`${id}-error`} message={error} />
    </FormRow>
  );
}

/** The template of a body; the tab over it says which. */
export function BodyField({ name, hidden }: { readonly name: BodyTab; readonly hidden: boolean }) {
  const id = useId();
  const { editor } = useEditor();
  const { field, error: wrong } = useField(name);
  const found = useProblemOf(name);
  const error = wrong ?? found;
  const hint = field.value === '' ? t(`notificationEditor.${name}.empty`) : undefined;
  return (
    <div hidden={hidden}>
      <TextArea
        code={name === 'html'}
        ref={(element) => {
          field.ref(element);
          editor.focus.noteBody(name, element);
        }}
        rows={11}
        value={field.value}
        spellCheck={false}
        aria-label={t(`notificationEditor.body.${name}`)}
        aria-invalid={error !== undefined}
        aria-describedby={`${id}-hint ${id}-error`}
        onFocus={(event) => editor.focus.noteFocus(event.currentTarget)}
        onChange={(_event, data) => field.onChange(data.value)}
        onBlur={field.onBlur}
      />
      <FieldError id={`${id}-error`} message={error} />
      {hint !== undefined && <Hint id={`${id}-hint`}>{hint}</Hint>}
    </div>
  );
}
