import { t } from '../../shared/catalogue/index.ts';
import { type Failure, fail, type Result } from '../../shared/result.ts';
import {
  portAfterChange,
  type SettingKey,
  type SettingsDraft,
  settingFields,
  settingFromText,
  settingsDraftSchema,
  withSetting,
} from '../../shared/settings.ts';
import { parseInput } from '../input.ts';

const followingKeys = ['smtp.hasPassword', 'revision', 'savedAt', 'lastTest'];

/**
 * Applies changes given as text by dotted key, as a command line does. The port follows the secure connection as in the
 * window, unless it is changed as well. Fails with INVALID_INPUT, naming the key.
 */
export function applyChanges(draft: SettingsDraft, changes: Readonly<Record<string, string>>): Result<SettingsDraft> {
  let changed = draft;
  for (const [key, text] of Object.entries(changes)) {
    if (!isSettingKey(key)) return fail(unknownKey(key));
    const value = settingFromText(key, text);
    const parsed = settingFields[key].safeParse(value);
    if (!parsed.success) return fail(invalid(key, parsed.error.issues[0]?.message ?? ''));
    changed = withSetting(changed, key, parsed.data);
  }
  if (changes['smtp.port'] === undefined) {
    const port = portAfterChange(changed.smtp.port, draft.smtp.security, changed.smtp.security);
    changed = withSetting(changed, 'smtp.port', port);
  }
  return checkDraft(changed);
}

/** Checks a whole draft, with the rules that span fields. */
export function checkDraft(draft: unknown): Result<SettingsDraft> {
  return parseInput(settingsDraftSchema, draft, 'settings.unknownKey');
}

/**
 * Reads an exported settings document. What follows from the settings (revision, savedAt, lastTest, hasPassword) may stand
 * in it and is passed over; an unknown key is refused, so that a misspelt one isn't lost silently.
 */
export function readExported(text: string): Result<SettingsDraft> {
  let document: unknown;
  try {
    document = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return fail(invalid(undefined, t('settings.notJson')));
  }
  if (!isObject(document) || !isObject(document.smtp)) return fail(invalid(undefined, t('settings.notAnObject')));
  const { revision: _revision, savedAt: _savedAt, lastTest: _lastTest, ...values } = document;
  const { hasPassword: _hasPassword, ...smtp } = document.smtp;
  return checkDraft({ ...values, smtp });
}

function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(settingFields, key);
}

function unknownKey(key: string): Failure {
  return invalid(
    key,
    followingKeys.includes(key) ? t('settings.readOnlyKey', { key }) : t('settings.unknownKey', { key }),
  );
}

function invalid(field: string | undefined, message: string): Failure {
  return { code: 'INVALID_INPUT', message, ...(field === undefined ? {} : { field }) };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
