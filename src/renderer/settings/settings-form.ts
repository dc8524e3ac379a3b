import { zodResolver } from '@hookform/resolvers/zod';
import type { FieldPath, Resolver } from 'react-hook-form';
import { z } from 'zod';
import { parsePort } from '../../shared/host.ts';
import {
  draftOf,
  passwordSchema,
  type SettingKey,
  type Settings,
  type SettingsDraft,
  settingFields,
  settingsDraftSchema,
} from '../../shared/settings.ts';

/** The settings as they stand in the fields: numbers are text until they are whole. */
type SettingsText = Omit<SettingsDraft, 'message' | 'smtp'> & {
  message: Omit<SettingsDraft['message'], 'attachmentLimitMb'> & { attachmentLimitMb: string };
  smtp: Omit<SettingsDraft['smtp'], 'port'> & { port: string };
};

export type SettingsForm = {
  settings: SettingsText;
  /** Empty keeps the stored one. */
  password: string;
  removePassword: boolean;
};

const editSchema = z.object({
  settings: settingsDraftSchema,
  password: z.union([z.literal(''), passwordSchema]),
  removePassword: z.boolean(),
});

/** What the form stands for once it is valid. */
export type SettingsEdit = z.output<typeof editSchema>;

export type SettingsField = FieldPath<SettingsForm>;

/** Fills the form out with the active settings. */
export function formOf(settings: Settings): SettingsForm {
  const { service, message, smtp } = draftOf(settings);
  return {
    settings: {
      service,
      message: { ...message, attachmentLimitMb: String(message.attachmentLimitMb) },
      smtp: { ...smtp, port: String(smtp.port) },
    },
    password: '',
    removePassword: false,
  };
}

/** Checks the form with the schema that main uses. A field that can't be seen can't be mended, so its last saved value stands for it. */
export function settingsResolver(saved: () => Settings): Resolver<SettingsForm, unknown, SettingsEdit> {
  const resolve = zodResolver(editSchema);
  return (form, context, options) =>
    resolve({ ...form, settings: draftFrom(form.settings, saved()) }, context, options as never) as never;
}

/** Gives the draft in the fields as far as it can be read, valid or not: for what follows from it while it is typed. */
export function draftFrom(text: SettingsText, saved: Settings): SettingsDraft {
  const limit = Number(/^\d{1,9}$/.test(text.message.attachmentLimitMb) ? text.message.attachmentLimitMb : Number.NaN);
  const port = parsePort(text.smtp.port.trim());
  const smtp = { ...text.smtp, port: port.ok ? port.value : Number.NaN };
  const limitCounts =
    text.message.limitAttachments || settingFields['message.attachmentLimitMb'].safeParse(limit).success;
  const smtpCounts = text.service === 'smtp' || settingsDraftSchema.shape.smtp.safeParse(smtp).success;
  return {
    service: text.service,
    message: { ...text.message, attachmentLimitMb: limitCounts ? limit : saved.message.attachmentLimitMb },
    smtp: smtpCounts ? smtp : draftOf(saved).smtp,
  };
}

/** Gives the form's field for the key in a Failure, such as `smtp.host`; undefined when it isn't one of the form's. */
export function fieldOfFailure(key: string | undefined): SettingsField | undefined {
  if (key === undefined) return undefined;
  const bare = key.replace(/^settings\./, '');
  if (bare === 'password' || bare === 'smtp.password') return 'password';
  return Object.hasOwn(settingFields, bare) ? `settings.${bare as SettingKey}` : undefined;
}
