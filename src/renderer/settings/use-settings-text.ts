import { useWatch } from 'react-hook-form';
import { type FieldKey, fieldsOutOfReach } from './out-of-reach.ts';
import type { SettingsForm, SettingsText } from './settings-form.ts';

/** Gives the settings as they stand in the fields now, and which fields are out of reach by them. */
export function useSettingsText(): SettingsText & { readonly out: ReadonlySet<FieldKey> } {
  const settings = useWatch<SettingsForm, 'settings'>({ name: 'settings' });
  return { ...settings, out: fieldsOutOfReach(settings) };
}
