import { t } from '../../shared/catalogue/index.ts';
import { type SettingKey, type SettingsDraft, settingValue } from '../../shared/settings.ts';
import { settingLabel, settingValueText } from '../settings/setting-text.ts';

/** Gives changes of the settings as a person reads them, without what stays: `Port: 465 → 587, Secure connection: SSL/TLS → STARTTLS`. */
export function cureText(changes: Readonly<Record<string, string>>, tested: SettingsDraft): string {
  return Object.entries(changes)
    .map(([key, after]) => ({ key, after, before: String(settingValue(tested, key as SettingKey) ?? '') }))
    .filter(({ before, after }) => before !== after)
    .map(({ key, before, after }) =>
      t('cures.change', {
        label: settingLabel(key),
        old: settingValueText(key, before),
        new: settingValueText(key, after),
      }),
    )
    .join(', ');
}

/** Gives the words for taking a change back: what trusted a certificate or an authority is named, not shown as a value. */
export function undoText(before: Readonly<Record<string, string>>, current: SettingsDraft): string {
  const { trustedCertificate, trustedAuthority } = current.smtp;
  const [key, ...others] = Object.keys(before);
  const only = others.length === 0 ? key : undefined;
  if (only === 'smtp.trustedCertificate' && trustedCertificate !== '') return t('cures.undoCertificate');
  if (only === 'smtp.trustedAuthority' && trustedAuthority !== '') return t('cures.undoAuthority');
  return t('cures.undo', { change: cureText(before, current) });
}
