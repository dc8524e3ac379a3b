import {
  type FieldPath,
  type FieldPathValue,
  type UseControllerReturn,
  useController,
  useFormContext,
} from 'react-hook-form';
import type { NotificationForm } from './notification-form.ts';

type Field<N extends FieldPath<NotificationForm>> = {
  readonly field: Omit<UseControllerReturn<NotificationForm, N>['field'], 'onChange'> & {
    readonly onChange: (value: FieldPathValue<NotificationForm, N>) => void;
  };
  readonly error: string | undefined;
};

/**
 * One field of the form. It is checked when it is left, and again with each change once it is wrong. The form's own mode for that
 * would check a line the moment it is added, before anybody could write into it.
 */
export function useField<N extends FieldPath<NotificationForm>>(name: N): Field<N> {
  const { trigger } = useFormContext<NotificationForm>();
  const { field, fieldState } = useController<NotificationForm, N>({ name });
  return {
    field: {
      ...field,
      onChange: (value) => {
        field.onChange(value);
        if (fieldState.invalid) void trigger(name);
      },
      onBlur: () => {
        field.onBlur();
        void trigger(name);
      },
    },
    error: fieldState.error?.message,
  };
}
