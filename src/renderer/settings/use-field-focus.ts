import { useState } from 'react';
import { type FieldErrors, get, type UseFormReturn } from 'react-hook-form';
import { advancedKeys } from '../../shared/smtp-settings.ts';
import { advancedDifferences, isAdvanced } from './advanced-fields.ts';
import { formKeys, type SettingsEdit, type SettingsField, type SettingsForm } from './settings-form.ts';

export type FieldFocus = {
  readonly advancedOpen: boolean;
  readonly setAdvancedOpen: (open: boolean) => void;
  /** Leads to a field, wherever it is. */
  readonly showField: (field: SettingsField) => void;
  /** Leads to the first field that can't be taken as it is. */
  readonly showErrors: (errors: FieldErrors<SettingsForm>) => void;
};

/** After what opened, or the dialog that closed, is drawn: until then the field can't be focused. */
const DRAWN_MS = 50;

/** The fields in the order of the form, in which Advanced comes last. */
const fromTheTop: readonly SettingsField[] = [
  ...formKeys
    .map((key): SettingsField => `settings.${key}`)
    .filter((field) => !isAdvanced(field))
    .flatMap((field): SettingsField[] => (field === 'settings.smtp.username' ? [field, 'password'] : [field])),
  ...advancedKeys.map((key): SettingsField => `settings.${key}`),
  'clientKeyPassphrase',
];

/** Keeps whether Advanced is open, since a field in it has to be seen before it can be led to. */
export function useFieldFocus(
  form: UseFormReturn<SettingsForm, unknown, SettingsEdit>,
  hasClientKeyPassphrase: boolean,
): FieldFocus {
  const [advancedOpen, setAdvancedOpen] = useState(
    () =>
      advancedDifferences(form.getValues('settings.smtp'), {
        hasClientKeyPassphrase,
        isInvalid: () => false,
        out: new Set(),
      }).length > 0,
  );
  const showField = (field: SettingsField) => {
    if (isAdvanced(field)) setAdvancedOpen(true);
    setTimeout(() => form.setFocus(field, { shouldSelect: true }), DRAWN_MS);
  };
  const showErrors = (errors: FieldErrors<SettingsForm>) => {
    const wrong = fromTheTop.filter((field) => get(errors, field) !== undefined);
    if (wrong.some(isAdvanced)) setAdvancedOpen(true);
    if (wrong[0] !== undefined) showField(wrong[0]);
  };
  return { advancedOpen, setAdvancedOpen, showField, showErrors };
}
