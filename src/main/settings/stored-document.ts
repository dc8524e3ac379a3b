import { createHash } from 'node:crypto';
import { z } from 'zod';
import { t } from '../../shared/catalogue/index.ts';
import {
  defaultSettings,
  type SettingKey,
  type SettingsDraft,
  settingFields,
  settingValue,
  withSetting,
} from '../../shared/settings.ts';

/** A revision as it is stored: the values, and the reference to the password in its vault. */
export type StoredDocument = { readonly draft: SettingsDraft; readonly passwordReference: string | null };

export function writeStored(document: StoredDocument): string {
  return JSON.stringify({ ...document.draft, passwordReference: document.passwordReference });
}

/**
 * Gives a value that two documents share exactly when they have the same values and the same password. Defaults don't count, so
 * that a setting added later changes no digest.
 */
export function digestOf(document: StoredDocument): string {
  const keys = Object.keys(settingFields).sort() as SettingKey[];
  const values = keys
    .map((key) => [key, settingValue(document.draft, key)] as const)
    .filter(([key, value]) => value !== settingValue(defaultSettings, key));
  return createHash('sha256')
    .update(JSON.stringify([values, document.passwordReference]))
    .digest('hex');
}

/** Reads a stored revision field by field: a bad one falls back to its default alone, with a notice. */
export function readStored(text: string): StoredDocument & { notices: string[] } {
  const stored = parseObject(text);
  const notices = stored === undefined ? [t('settings.notice.unreadable')] : [];
  let draft = defaultSettings;
  if (stored !== undefined) {
    for (const key of Object.keys(settingFields) as SettingKey[]) {
      const value = settingValue(stored as SettingsDraft, key);
      // A setting that is newer than the document.
      if (value === undefined) continue;
      const parsed = settingFields[key].safeParse(value);
      if (parsed.success) draft = withSetting(draft, key, parsed.data);
      else notices.push(t('settings.notice.field', { key, value: String(settingValue(defaultSettings, key)) }));
    }
  }
  const passwordReference = z.string().safeParse(stored?.passwordReference);
  return { draft, passwordReference: passwordReference.success ? passwordReference.data : null, notices };
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
