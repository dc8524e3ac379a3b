import { t } from '../../shared/catalogue/index.ts';
import { defaultSettings, type SettingKey, settingValue } from '../../shared/settings.ts';
import { settingLabel, settingValueText } from './setting-text.ts';
import type { SettingsField, SettingsText } from './settings-form.ts';

/** The settings under Advanced, in the order of their fields. */
const advancedNames = [
  'authenticationMethod',
  'allowClearTextPassword',
  'ehloName',
  'envelopeSender',
  'connectTimeout',
  'greetingTimeout',
  'idleTimeout',
  'lowestTlsVersion',
  'addressFamily',
  'clientCertificateFile',
  'clientKeyFile',
] as const satisfies readonly (keyof SettingsText['smtp'])[];

type AdvancedName = (typeof advancedNames)[number];

/** Says which of the settings under Advanced are not as by default, each with its value. */
export function advancedDifferences(smtp: Pick<SettingsText['smtp'], AdvancedName>): readonly string[] {
  return advancedNames
    .map((name) => ({ key: `smtp.${name}` as SettingKey, text: String(smtp[name]).trim() }))
    .filter(({ key, text }) => text !== String(settingValue(defaultSettings, key)))
    .map(({ key, text }) => t('advanced.difference', { label: settingLabel(key), value: settingValueText(key, text) }));
}

/** True for a field that is under Advanced. */
export function isAdvanced(field: SettingsField): boolean {
  return field === 'clientKeyPassphrase' || advancedNames.some((name) => field === `settings.smtp.${name}`);
}
