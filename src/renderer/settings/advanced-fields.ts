import { t } from '../../shared/catalogue/index.ts';
import { defaultSettings, settingValue } from '../../shared/settings.ts';
import { advancedKeys } from '../../shared/smtp-settings.ts';
import { settingLabel, settingValueText } from './setting-text.ts';
import type { SettingsField, SettingsText } from './settings-form.ts';

type NameIn<Key> = Key extends `smtp.${infer Name}` ? Name : never;
type AdvancedName = NameIn<(typeof advancedKeys)[number]>;

/** Says which of the settings under Advanced are not as by default, each with its value. */
export function advancedDifferences(smtp: Pick<SettingsText['smtp'], AdvancedName>): readonly string[] {
  return advancedKeys
    .map((key) => ({ key, text: String(smtp[key.slice('smtp.'.length) as AdvancedName]).trim() }))
    .filter(({ key, text }) => text !== String(settingValue(defaultSettings, key)))
    .map(({ key, text }) => t('advanced.difference', { label: settingLabel(key), value: settingValueText(key, text) }));
}

/** True for a field that is under Advanced. */
export function isAdvanced(field: SettingsField): boolean {
  return field === 'clientKeyPassphrase' || advancedKeys.some((key) => field === `settings.${key}`);
}
