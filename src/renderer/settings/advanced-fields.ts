import { t } from '../../shared/catalogue/index.ts';
import { defaultSettings, settingValue } from '../../shared/settings.ts';
import { advancedKeys, isOutdatedTls } from '../../shared/smtp-settings.ts';
import type { FieldKey } from './out-of-reach.ts';
import { settingLabel, settingValueText } from './setting-text.ts';
import type { SettingsField, SettingsText } from './settings-form.ts';

type NameIn<Key> = Key extends `smtp.${infer Name}` ? Name : never;
type AdvancedName = NameIn<(typeof advancedKeys)[number]>;

/** A value under Advanced that is not as by default: one that can't be taken is an error, one that weakens the encryption a warning. */
export type AdvancedDifference = { readonly text: string; readonly kind: 'error' | 'warning' | 'plain' };

type Circumstances = {
  readonly hasClientKeyPassphrase: boolean;
  readonly isInvalid: (field: SettingsField) => boolean;
  /** Fields that another choice has switched off: nothing in them is dangerous. */
  readonly out: ReadonlySet<FieldKey>;
};

const kinds = ['error', 'warning', 'plain'] as const;

/** Says which of the settings under Advanced are not as by default, each with its value; the worst come first. */
export function advancedDifferences(
  smtp: Pick<SettingsText['smtp'], AdvancedName>,
  { hasClientKeyPassphrase, isInvalid, out }: Circumstances,
): readonly AdvancedDifference[] {
  const weakens = (key: (typeof advancedKeys)[number]) =>
    (key === 'smtp.lowestTlsVersion' && isOutdatedTls(smtp.lowestTlsVersion)) ||
    (key === 'smtp.allowClearTextPassword' && smtp.allowClearTextPassword);
  const differing = advancedKeys
    .map((key) => ({ key, text: String(smtp[key.slice('smtp.'.length) as AdvancedName]).trim() }))
    .filter(({ key, text }) => text !== String(settingValue(defaultSettings, key)))
    .map(({ key, text }): AdvancedDifference => {
      const label = settingLabel(key);
      if (isInvalid(`settings.${key}`))
        return { text: t('advanced.invalid', { label, value: text || t('settingValue.empty') }), kind: 'error' };
      return {
        text: t('advanced.difference', { label, value: settingValueText(key, text) }),
        kind: weakens(key) && !out.has(key) ? 'warning' : 'plain',
      };
    });
  const all = [...differing, ...passphraseDifference(hasClientKeyPassphrase, isInvalid('clientKeyPassphrase'))];
  return kinds.flatMap((kind) => all.filter((each) => each.kind === kind));
}

function passphraseDifference(stored: boolean, invalid: boolean): readonly AdvancedDifference[] {
  const label = t('settings.clientKeyPassphrase');
  if (invalid) return [{ text: t('advanced.invalidSecret', { label }), kind: 'error' }];
  return stored ? [{ text: t('advanced.difference', { label, value: t('settingValue.stored') }), kind: 'plain' }] : [];
}

/** True for a field that is under Advanced. */
export function isAdvanced(field: SettingsField): boolean {
  return field === 'clientKeyPassphrase' || advancedKeys.some((key) => field === `settings.${key}`);
}
