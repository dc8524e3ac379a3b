import { t } from '../../shared/catalogue/index.ts';
import { defaultQueueSettings } from '../../shared/queue-settings.ts';
import { type Failure, fail, type Result, succeed } from '../../shared/result.ts';
import {
  type SettingKey,
  type SettingsDraft,
  settingFields,
  settingFromText,
  settingsDraftSchema,
  settingValue,
  withSetting,
} from '../../shared/settings.ts';
import { pemKeys, portAfterChange } from '../../shared/smtp-settings.ts';
import { readCertificates } from '../certificates/facts.ts';
import { parseInput } from '../input.ts';

const followingKeys = ['smtp.hasPassword', 'smtp.hasClientKeyPassphrase', 'revision', 'savedAt', 'lastTest'];

/**
 * Applies changes given as text by dotted key, as a command line does. The port follows the secure connection as in the
 * window, unless it is changed as well. Fails with INVALID_INPUT, naming the key.
 */
export function applyChanges(draft: SettingsDraft, changes: Readonly<Record<string, string>>): Result<SettingsDraft> {
  let changed = draft;
  for (const [key, text] of Object.entries(changes)) {
    if (!isSettingKey(key)) return fail(unknownKey(key));
    // A default stands for a value that is left out, not for one that can't be read.
    const value = settingFromText(key, text) ?? null;
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
  const parsed = parseInput(settingsDraftSchema, draft, 'settings.unknownKey');
  return parsed.ok ? checkCertificates(parsed.value) : parsed;
}

/** Makes sure that what is in PEM form are certificates (RFC 5280). Fails with INVALID_INPUT, naming the setting. */
export function checkCertificates(draft: SettingsDraft): Result<SettingsDraft> {
  for (const key of pemKeys) {
    if (readCertificates(String(settingValue(draft, key))) === undefined)
      return fail(invalid(key, t('settings.certificate.unreadable')));
  }
  return succeed(draft);
}

/**
 * Reads an exported settings document. What follows from the settings (revision, savedAt, lastTest, hasPassword, hasClientKeyPassphrase) may stand
 * in it and is passed over; an unknown key is refused, so that a misspelt one isn't lost silently.
 *
 * @param queue how the queue works if the document doesn’t say
 */
export function readExported(text: string, queue = defaultQueueSettings): Result<SettingsDraft> {
  let document: unknown;
  try {
    document = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return fail(invalid(undefined, t('settings.notJson')));
  }
  if (!isObject(document) || !isObject(document.smtp)) return fail(invalid(undefined, t('settings.notAnObject')));
  const { revision: _revision, savedAt: _savedAt, lastTest: _lastTest, ...values } = document;
  const { hasPassword: _hasPassword, hasClientKeyPassphrase: _hasClientKeyPassphrase, ...smtp } = document.smtp;
  return checkDraft({ queue, ...values, smtp });
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
