import { t } from '../../shared/catalogue/index.ts';
import type { SettingsView } from '../../shared/contract.ts';
import { fieldList } from './table.ts';
import { inLocalTime } from './times.ts';

/** The settings for reading: each by the key that `settings set` takes, and below what is known of the whole. */
export function settingsText({ settings, passwordProtection }: SettingsView): string {
  const { revision, savedAt, lastTest, ...values } = settings;
  const tested =
    lastTest === null
      ? t('cli.settings.neverTested')
      : t('cli.settings.lastTest', {
          status: lastTest.status,
          time: inLocalTime(lastTest.at),
          id: lastTest.deliveryId,
        });
  const unprotected = settings.smtp.hasPassword && passwordProtection === 'file-permissions';
  return [
    fieldList(leaves(values)),
    '',
    t('cli.settings.savedAs', { revision, time: inLocalTime(savedAt) }),
    tested,
    ...(unprotected ? [t('cli.password.inFile')] : []),
  ].join('\n');
}

function leaves(value: object, path = ''): (readonly [string, string])[] {
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) =>
    typeof inner === 'object' && inner !== null
      ? leaves(inner, `${path}${name}.`)
      : [[`${path}${name}`, inner === '' ? t('cli.settings.empty') : String(inner)] as const],
  );
}
