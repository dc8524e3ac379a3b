import { zodResolver } from '@hookform/resolvers/zod';
import type { FieldPath, Resolver } from 'react-hook-form';
import { z } from 'zod';
import {
  defaultSettings,
  draftOf,
  passphraseSchema,
  passwordSchema,
  type SettingKey,
  type Settings,
  type SettingsDraft,
  settingFields,
  settingsDraftSchema,
  settingValue,
  withSetting,
} from '../../shared/settings.ts';
import { type FieldKey, fieldsOutOfReach } from './out-of-reach.ts';

/** Values of a group as they stand in the fields: numbers are text until they are whole. */
type Text<Group> = { [Name in keyof Group]: Group[Name] extends number ? string : Group[Name] };

/** The settings as they stand in the fields. */
export type SettingsText = {
  service: SettingsDraft['service'];
  message: Text<SettingsDraft['message']>;
  smtp: Text<SettingsDraft['smtp']>;
};

export type SettingsForm = {
  settings: SettingsText;
  /** Empty keeps the stored one, as does an empty passphrase. */
  password: string;
  removePassword: boolean;
  clientKeyPassphrase: string;
  removeClientKeyPassphrase: boolean;
};

const secretSchemas = {
  password: z.union([z.literal(''), passwordSchema]),
  clientKeyPassphrase: z.union([z.literal(''), passphraseSchema]),
} as const;

const editSchema = z.object({
  settings: settingsDraftSchema,
  password: secretSchemas.password,
  removePassword: z.boolean(),
  clientKeyPassphrase: secretSchemas.clientKeyPassphrase,
  removeClientKeyPassphrase: z.boolean(),
});

/** What the form stands for once it is valid. */
export type SettingsEdit = z.output<typeof editSchema>;

export type SettingsField = FieldPath<SettingsForm>;

/** A setting that has its field here; those of the queue have theirs under Global Settings. */
export type FormKey = Exclude<SettingKey, `queue.${string}`>;

export const formKeys = (Object.keys(settingFields) as SettingKey[]).filter(isFormKey);

export function isFormKey(key: string): key is FormKey {
  return Object.hasOwn(settingFields, key) && !key.startsWith('queue.');
}

/** Fills the form out with the active settings. */
export function formOf(settings: Settings): SettingsForm {
  const { service, message, smtp } = draftOf(settings);
  return {
    settings: { service, message: textOf(message), smtp: textOf(smtp) },
    password: '',
    removePassword: false,
    clientKeyPassphrase: '',
    removeClientKeyPassphrase: false,
  };
}

/** Checks the form with the schema that main uses. A field that can't be reached can't be mended, so its last saved value stands for it. */
export function settingsResolver(saved: () => Settings): Resolver<SettingsForm, unknown, SettingsEdit> {
  const resolve = zodResolver(editSchema);
  return (form, context, options) => {
    const out = fieldsOutOfReach(form.settings);
    const secret = (name: 'password' | 'clientKeyPassphrase') =>
      out.has(name) && !secretSchemas[name].safeParse(form[name]).success ? '' : form[name];
    const counted = {
      ...form,
      settings: draftFrom(form.settings, saved(), out),
      password: secret('password'),
      clientKeyPassphrase: secret('clientKeyPassphrase'),
    };
    return resolve(counted, context, options as never) as never;
  };
}

/** Gives the draft in the fields as far as it can be read, valid or not where it can be reached. */
function draftFrom(text: SettingsText, saved: Settings, out: ReadonlySet<FieldKey>): SettingsDraft {
  let draft: SettingsDraft = {
    service: text.service,
    message: valuesOf(text.message, defaultSettings.message),
    smtp: valuesOf(text.smtp, defaultSettings.smtp),
    queue: saved.queue,
  };
  for (const key of formKeys) {
    if (!out.has(key) || settingFields[key].safeParse(settingValue(draft, key)).success) continue;
    draft = withSetting(draft, key, settingValue(draftOf(saved), key));
  }
  return draft;
}

function textOf<Group extends object>(group: Group): Text<Group> {
  const texts = Object.entries(group).map(([name, value]) => [name, typeof value === 'number' ? String(value) : value]);
  return Object.fromEntries(texts) as Text<Group>;
}

/** Reads the numbers of a group; what is none becomes NaN, which its schema refuses. */
function valuesOf<Group extends object>(text: Text<Group>, examples: Group): Group {
  const values = Object.entries(text).map(([name, value]) => [
    name,
    typeof examples[name as keyof Group] === 'number' ? numberOf(String(value).trim()) : value,
  ]);
  return Object.fromEntries(values) as Group;
}

function numberOf(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
}

/** Gives the form's field for the key in a Failure, such as `smtp.host`; undefined when it isn't one of the form's. */
export function fieldOfFailure(key: string | undefined): SettingsField | undefined {
  if (key === undefined) return undefined;
  const bare = key.replace(/^settings\./, '');
  if (bare === 'password' || bare === 'smtp.password') return 'password';
  if (bare === 'clientKeyPassphrase' || bare === 'smtp.clientKeyPassphrase') return 'clientKeyPassphrase';
  return isFormKey(bare) ? `settings.${bare}` : undefined;
}
