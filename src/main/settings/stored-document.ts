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
import type { Security } from '../../shared/smtp-settings.ts';

export const secretNames = ['password', 'clientKeyPassphrase'] as const;
export type SecretName = (typeof secretNames)[number];

/** Where the secrets that belong to a revision are in their vaults; null for one that isn't stored. */
export type SecretReferences = Readonly<Record<SecretName, string | null>>;

export const noSecrets: SecretReferences = { password: null, clientKeyPassphrase: null };

/** A revision as it is stored: the values, and the references to its secrets. */
export type StoredDocument = { readonly draft: SettingsDraft; readonly references: SecretReferences };

export function writeStored({ draft, references }: StoredDocument): string {
  const { password: passwordReference, clientKeyPassphrase: clientKeyPassphraseReference } = references;
  return JSON.stringify({ ...draft, passwordReference, clientKeyPassphraseReference });
}

/**
 * Gives a value that two documents share exactly when they lead to the same connection and the same messages: by the same values
 * and the same secrets. How the queue works is no part of that, and defaults don't count, so that a setting added later changes no digest.
 */
export function digestOf(document: StoredDocument): string {
  const { password, clientKeyPassphrase } = document.references;
  const keys = Object.keys(settingFields).sort() as SettingKey[];
  const values = keys
    .filter((key) => !key.startsWith('queue.'))
    .map((key) => [key, settingValue(document.draft, key)] as const)
    .filter(([key, value]) => value !== settingValue(defaultSettings, key));
  return createHash('sha256')
    .update(JSON.stringify([values, password, ...(clientKeyPassphrase === null ? [] : [clientKeyPassphrase])]))
    .digest('hex');
}

/** Stands for a secure connection that can't be read: what was to be encrypted must not go out in clear. */
const SECURE = 'starttls' satisfies Security;

/** Reads a stored revision field by field: a bad one falls back alone, to its default or to what is safe, with a notice. */
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
      else {
        const value = key === 'smtp.security' ? SECURE : settingValue(defaultSettings, key);
        draft = withSetting(draft, key, value);
        notices.push(t('settings.notice.field', { key, value: String(value) }));
      }
    }
  }
  const references = {
    password: textOrNull(stored?.passwordReference),
    clientKeyPassphrase: textOrNull(stored?.clientKeyPassphraseReference),
  };
  return { draft, references, notices };
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
