import { z } from 'zod';
import { type Mailbox, type Parsed, parseMailbox } from './address.ts';
import { t } from './catalogue/index.ts';
import { deliveryStatusSchema } from './delivery.ts';
import { parseHost, parsePort } from './host.ts';

export const serviceSchema = z.enum(['capture', 'smtp'], { error: () => t('settings.service.invalid') });
export type Service = z.infer<typeof serviceSchema>;

export const securitySchema = z.enum(['none', 'starttls-if-available', 'starttls', 'tls'], {
  error: () => t('settings.security.invalid'),
});
export type Security = z.infer<typeof securitySchema>;

export const ATTACHMENT_LIMIT_MB = { least: 1, most: 1000 } as const;
export const FROM_LIMIT = 500;
export const USERNAME_LIMIT = 512;
export const PASSWORD_LIMIT = 1024;

const yesOrNo = z.boolean({ error: () => t('settings.boolean.invalid') });

const parsedText = <T>(
  parse: (text: string) => Parsed<T>,
  allowEmpty: boolean,
  give: (text: string, value: T) => string,
) =>
  z.string().transform((text, context) => {
    if (allowEmpty && text === '') return text;
    const parsed = parse(text);
    if (parsed.ok) return give(text, parsed.value);
    context.addIssue({ code: 'custom', message: parsed.message });
    return z.NEVER;
  });

function parseSender(text: string): Parsed<Mailbox> {
  if (text.length <= FROM_LIMIT) return parseMailbox(text);
  return { ok: false, message: t('settings.from.tooLong', { limit: FROM_LIMIT }) };
}

/**
 * One schema for each setting, by its dotted key: what the settings document is made of.
 * A value that isn't built yet is not in its schema, so it is refused wherever it comes from.
 */
export const settingFields = {
  service: serviceSchema,
  'message.from': parsedText(parseSender, true, (text) => text.trim()),
  'message.charset': z.literal('utf-8', { error: () => t('settings.charset.invalid') }),
  'message.plainText': yesOrNo,
  'message.limitAttachments': yesOrNo,
  'message.attachmentLimitMb': z
    .int({ error: () => t('settings.attachmentLimit.invalid', ATTACHMENT_LIMIT_MB) })
    .min(ATTACHMENT_LIMIT_MB.least, { error: () => t('settings.attachmentLimit.invalid', ATTACHMENT_LIMIT_MB) })
    .max(ATTACHMENT_LIMIT_MB.most, { error: () => t('settings.attachmentLimit.invalid', ATTACHMENT_LIMIT_MB) }),
  'smtp.host': parsedText(parseHost, true, (_text, host) => host),
  'smtp.port': z
    .int({ error: () => t('port.invalid') })
    .min(1, { error: () => t('port.invalid') })
    .max(65535, { error: () => t('port.invalid') }),
  'smtp.security': securitySchema,
  'smtp.rejectInvalidCertificates': yesOrNo,
  'smtp.authentication': yesOrNo,
  'smtp.username': z
    .string()
    .max(USERNAME_LIMIT, { error: () => t('settings.username.tooLong', { limit: USERNAME_LIMIT }) })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the purpose
    .regex(/^[^\x00-\x1f\x7f]*$/, { error: () => t('settings.username.invalid') })
    .refine((username) => username.isWellFormed(), { error: () => t('settings.username.invalid') }),
  'smtp.spa': z.literal(false, { error: () => t('settings.spa.unavailable') }),
} as const;

export type SettingKey = keyof typeof settingFields;

/** The settings as they are filled out and saved: what the administrator decides, without what follows from it. */
export const settingsDraftSchema = z
  .strictObject({
    service: settingFields.service,
    message: z.strictObject({
      from: settingFields['message.from'],
      charset: settingFields['message.charset'],
      plainText: settingFields['message.plainText'],
      limitAttachments: settingFields['message.limitAttachments'],
      attachmentLimitMb: settingFields['message.attachmentLimitMb'],
    }),
    smtp: z.strictObject({
      host: settingFields['smtp.host'],
      port: settingFields['smtp.port'],
      security: settingFields['smtp.security'],
      rejectInvalidCertificates: settingFields['smtp.rejectInvalidCertificates'],
      authentication: settingFields['smtp.authentication'],
      username: settingFields['smtp.username'],
      spa: settingFields['smtp.spa'],
    }),
  })
  .superRefine((draft, context) => {
    if (draft.service !== 'smtp') return;
    const demand = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
    if (draft.smtp.host === '') demand(['smtp', 'host'], t('host.empty'));
    if (draft.smtp.authentication && draft.smtp.username.trim() === '')
      demand(['smtp', 'username'], t('settings.username.empty'));
  });
export type SettingsDraft = z.infer<typeof settingsDraftSchema>;

export const passwordSchema = z
  .string()
  .min(1, { error: () => t('settings.password.empty') })
  .max(PASSWORD_LIMIT, { error: () => t('settings.password.tooLong', { limit: PASSWORD_LIMIT }) })
  // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the purpose
  .regex(/^[^\x00-\x1f\x7f]*$/, { error: () => t('settings.password.invalid') })
  .refine((password) => password.isWellFormed(), { error: () => t('settings.password.invalid') });

/** The active settings with what follows from them, as `settings show --json` prints them. */
export const settingsSchema = z.object({
  service: serviceSchema,
  message: settingsDraftSchema.shape.message,
  smtp: settingsDraftSchema.shape.smtp.extend({ hasPassword: z.boolean() }),
  revision: z.int(),
  savedAt: z.string(),
  lastTest: z.object({ at: z.string(), status: deliveryStatusSchema, deliveryId: z.int() }).nullable(),
});
export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings: SettingsDraft = {
  service: 'capture',
  message: { from: '', charset: 'utf-8', plainText: false, limitAttachments: false, attachmentLimitMb: 10 },
  smtp: {
    host: '',
    port: 25,
    security: 'none',
    rejectInvalidCertificates: true,
    authentication: false,
    username: '',
    spa: false,
  },
};

/** The port that goes with a secure connection: 25 (RFC 5321), 587 for STARTTLS (RFC 6409), 465 for TLS (RFC 8314). */
export function defaultPort(security: Security): number {
  switch (security) {
    case 'none':
    case 'starttls-if-available':
      return 25;
    case 'starttls':
      return 587;
    case 'tls':
      return 465;
  }
}

/** Gives the port after another secure connection was chosen: the new default, unless the port was one of the administrator's own. */
export function portAfterChange(port: number, from: Security, to: Security): number {
  return port === defaultPort(from) ? defaultPort(to) : port;
}

/** Sender of what goes to the capture server when the settings name none: it reaches nobody, so nobody has to be asked. */
const CAPTURE_SENDER: Mailbox = { name: 'Postroom', address: 'postroom@localhost' };

/**
 * Gives the sender of a message that brings none of its own: the 'From' address, or the user name when it is an address.
 * Undefined when there is neither; the capture server does without.
 */
export function systemSender(draft: SettingsDraft): Mailbox | undefined {
  const from = parseMailbox(draft.message.from);
  if (from.ok) return from.value;
  if (draft.service === 'capture') return CAPTURE_SENDER;
  const user = parseMailbox(draft.smtp.authentication ? draft.smtp.username : '');
  return user.ok ? user.value : undefined;
}

/** Leaves out what follows from the settings, so that they can be filled out or saved again. */
export function draftOf(settings: Settings): SettingsDraft {
  const { hasPassword: _hasPassword, ...smtp } = settings.smtp;
  return { service: settings.service, message: settings.message, smtp };
}

/**
 * Reads a setting from text, as a command line gives it: `true` or `false`, digits, or the text itself.
 * Gives undefined when the text doesn't stand for a value of the setting's type.
 */
export function settingFromText(key: SettingKey, text: string): unknown {
  const example = settingValue(defaultSettings, key);
  if (typeof example === 'boolean') return text === 'true' ? true : text === 'false' ? false : undefined;
  if (key === 'smtp.port') {
    const port = parsePort(text);
    return port.ok ? port.value : undefined;
  }
  if (typeof example === 'number') return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
  return text;
}

/** Gives the value at a dotted key. */
export function settingValue(draft: SettingsDraft, key: SettingKey): unknown {
  return key.split('.').reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], draft);
}

/** Gives the settings with one value replaced. The value is not checked: `settingsDraftSchema` does that for the whole. */
export function withSetting(draft: SettingsDraft, key: SettingKey, value: unknown): SettingsDraft {
  const [group, name] = key.split('.') as ['message' | 'smtp' | 'service', string | undefined];
  return (name === undefined
    ? { ...draft, [group]: value }
    : { ...draft, [group]: { ...(draft[group] as object), [name]: value } }) as unknown as SettingsDraft;
}
