import type { UseFormReturn } from 'react-hook-form';
import { settingFromText } from '../../shared/settings.ts';
import { isFormKey, type SettingsEdit, type SettingsForm } from './settings-form.ts';

/**
 * Puts changes into the form as unsaved edits, and checks what they lead to. They are taken as they are: the port doesn't follow
 * the secure connection here. What is no setting, or no value of its setting's type, is passed over.
 *
 * @param changes values as text by dotted key, as a Failure's cure or a probed port brings them
 */
export function applyChangesToForm(
  form: UseFormReturn<SettingsForm, unknown, SettingsEdit>,
  changes: Readonly<Record<string, string>>,
): void {
  for (const [key, text] of Object.entries(changes)) {
    if (!isFormKey(key)) continue;
    const value = settingFromText(key, text);
    if (value === undefined) continue;
    // A number stands in its field as the text that it was typed as.
    form.setValue(`settings.${key}`, (typeof value === 'number' ? String(value) : value) as never, {
      shouldDirty: true,
      shouldTouch: true,
      shouldValidate: true,
    });
  }
}
