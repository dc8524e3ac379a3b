import { t } from '../../shared/catalogue/index.ts';
import type { SettingsView } from '../../shared/contract.ts';
import {
  defaultSettings,
  draftOf,
  type SettingKey,
  type Settings,
  settingFields,
  settingValue,
} from '../../shared/settings.ts';
import { advancedKeys } from '../../shared/smtp-settings.ts';
import { fieldList } from './table.ts';
import { inLocalTime } from './times.ts';

const advanced: readonly SettingKey[] = advancedKeys;

/** What stands for a value that isn't for reading, by key. */
export type ValueTexts = Readonly<Record<string, string>>;

/** The settings for reading: each by the key that `settings set` takes, and below what is known of the whole. */
export function settingsText({ settings, passwordProtection }: SettingsView, instead: ValueTexts = {}): string {
  const { revision, savedAt, lastTest } = settings;
  const tested =
    lastTest === null
      ? t('cli.settings.neverTested')
      : t('cli.settings.lastTest', {
          status: lastTest.status,
          time: inLocalTime(lastTest.at),
          id: lastTest.deliveryId,
        });
  const { hasPassword, hasClientKeyPassphrase } = settings.smtp;
  const unprotected = (hasPassword || hasClientKeyPassphrase) && passwordProtection === 'file-permissions';
  return [
    fieldList(fieldsOf(settings, instead)),
    '',
    t('cli.settings.savedAs', { revision, time: inLocalTime(savedAt) }),
    tested,
    ...(unprotected ? [t('cli.password.inFile')] : []),
  ].join('\n');
}

function fieldsOf(settings: Settings, instead: ValueTexts): (readonly [string, string])[] {
  const draft = draftOf(settings);
  const { hasPassword, hasClientKeyPassphrase } = settings.smtp;
  const shown = (Object.keys(settingFields) as SettingKey[]).filter(
    (key) => !advanced.includes(key) || settingValue(draft, key) !== settingValue(defaultSettings, key),
  );
  const values = shown.map((key) => {
    const value = String(settingValue(draft, key));
    return [key, instead[key] ?? (value === '' ? t('cli.settings.empty') : value)] as const;
  });
  return [
    ...values,
    ['smtp.hasPassword', String(hasPassword)],
    ...(hasClientKeyPassphrase ? ([['smtp.hasClientKeyPassphrase', 'true']] as const) : []),
  ];
}
