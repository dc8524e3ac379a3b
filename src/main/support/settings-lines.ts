import { basename, win32 } from 'node:path';
import { t } from '../../shared/catalogue/index.ts';
import { type SettingKey, settingFields, settingValue } from '../../shared/settings.ts';
import { pemKeys } from '../../shared/smtp-settings.ts';
import { readCertificates } from '../certificates/facts.ts';
import type { ActiveSettings } from '../settings/settings-service.ts';
import { type Mask, mailboxesIn } from './masking.ts';
import { type Fields, fieldLines } from './report-layout.ts';

const certificates: readonly SettingKey[] = pemKeys;
const files: readonly SettingKey[] = ['smtp.clientCertificateFile', 'smtp.clientKeyFile'];
const mailboxes: readonly SettingKey[] = ['message.from', 'smtp.envelopeSender'];

/** Settings by the keys that `settings set` takes. Of secrets only whether they are stored, of certificates their SHA-256. */
export function settingsLines(
  { draft, references }: Pick<ActiveSettings, 'draft' | 'references'>,
  mask: Mask,
): string[] {
  const stored = (reference: string | null) => (reference === null ? t('report.no') : t('report.yes'));
  const values = (Object.keys(settingFields) as SettingKey[]).map(
    (key) => [key, valueText(key, String(settingValue(draft, key)), mask)] as const,
  );
  const secrets: Fields = [
    [t('report.settings.password'), stored(references.password)],
    [t('report.settings.passphrase'), stored(references.clientKeyPassphrase)],
  ];
  return fieldLines([...values, ...secrets]);
}

function valueText(key: SettingKey, value: string, mask: Mask): string {
  if (value === '') return t('report.empty');
  if (certificates.includes(key)) {
    const prints = (readCertificates(value) ?? []).map((each) =>
      t('report.settings.certificate', { sha256: each.fingerprint256 }),
    );
    return prints.join('\n');
  }
  // The folders may have a person's name in them.
  if (files.includes(key)) return mask(fileText(value));
  if (key === 'smtp.username') return t('report.mask.userName') + domainPart(value);
  // A mailbox that can't be read is one that has no known name in it either.
  if (mailboxes.includes(key)) return mailboxText(value, mask);
  return mask(value);
}

/** Gives the path of a file without its folders. */
export function fileText(path: string): string {
  return t('report.settings.file', { name: basename(win32.basename(path)) });
}

function domainPart(username: string): string {
  return /@[^@\s]+$/.exec(username)?.[0] ?? '';
}

function mailboxText(text: string, mask: Mask): string {
  const { addresses, displayNames } = mailboxesIn([text]);
  const [address = text] = addresses;
  return displayNames.length === 0 ? mask(address) : `${t('report.mask.name')} <${mask(address)}>`;
}
