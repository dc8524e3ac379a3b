import { z } from 'zod';
import { type Mailbox, parseMailbox } from './address.ts';
import { t } from './catalogue/index.ts';
import { charsetSchema } from './charset.ts';
import { deliveryStatusSchema } from './delivery.ts';
import { parsePort } from './host.ts';
import { defaultQueueSettings, queueFields, queueSettingsSchema } from './queue-settings.ts';
import { oneLine, optionalMailbox, wholeNumber, yesOrNo } from './setting-values.ts';
import { smtpFields } from './smtp-settings.ts';

export const serviceSchema = z.enum(['capture', 'smtp'], { error: () => t('settings.service.invalid') });
export type Service = z.infer<typeof serviceSchema>;

export const ATTACHMENT_LIMIT_MB = { least: 1, most: 1000 } as const;
export const FROM_LIMIT = 500;
export const PASSWORD_LIMIT = 1024;

const messageFields = {
  from: optionalMailbox(FROM_LIMIT),
  charset: charsetSchema,
  plainText: yesOrNo,
  limitAttachments: yesOrNo,
  attachmentLimitMb: wholeNumber(ATTACHMENT_LIMIT_MB.least, ATTACHMENT_LIMIT_MB.most, () =>
    t('settings.attachmentLimit.invalid', ATTACHMENT_LIMIT_MB),
  ),
} as const;

type Dotted<Group extends string, Fields> = { [Name in keyof Fields as `${Group}.${Name & string}`]: Fields[Name] };

function dotted<Group extends string, Fields extends object>(group: Group, fields: Fields): Dotted<Group, Fields> {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [`${group}.${name}`, field])) as never;
}

/**
 * One schema for each setting, by its dotted key: what the settings document is made of.
 * A value that isn't built yet is not in its schema, so it is refused wherever it comes from.
 */
export const settingFields = {
  service: serviceSchema,
  ...dotted('message', messageFields),
  ...dotted('smtp', smtpFields),
  ...dotted('queue', queueFields),
} as const;

export type SettingKey = keyof typeof settingFields;

/** What decides whether something is missing. It can be judged whatever is wrong with the other values. */
const demandedSchema = z.object({
  service: serviceSchema,
  smtp: z.object({ host: z.string(), authentication: z.boolean(), username: z.string() }),
});

/** What has to be there so that a message can leave. */
const demands = z.superRefine<unknown>(
  (draft, context) => {
    const { data } = demandedSchema.safeParse(draft);
    if (data?.service !== 'smtp') return;
    const demand = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
    if (data.smtp.host === '') demand(['smtp', 'host'], t('host.empty'));
    if (data.smtp.authentication && data.smtp.username.trim() === '')
      demand(['smtp', 'username'], t('settings.username.empty'));
  },
  // Together with what is wrong elsewhere, so that nobody mends one thing only to be told of the next.
  { when: ({ value }) => demandedSchema.safeParse(value).success },
);

const draftFields = {
  service: serviceSchema,
  message: z.strictObject(messageFields),
  smtp: z.strictObject(smtpFields),
} as const;

/** The settings as they are stored and exported: what the administrator decides, without what follows from it. */
export const settingsDraftSchema = z
  .strictObject({
    ...draftFields,
    /** A document from before there was a queue has none. */
    queue: queueSettingsSchema.default(defaultQueueSettings),
  })
  .check(demands);
export type SettingsDraft = z.infer<typeof settingsDraftSchema>;

/** The settings as they are filled out and saved. The queue's are left out by whoever doesn't change them: they stay as they are. */
export const editedSettingsSchema = z
  .strictObject({ ...draftFields, queue: queueSettingsSchema.optional() })
  .check(demands);
export type EditedSettings = z.infer<typeof editedSettingsSchema>;

export const passwordSchema = oneLine(
  PASSWORD_LIMIT,
  () => t('settings.password.tooLong', { limit: PASSWORD_LIMIT }),
  () => t('settings.password.invalid'),
).min(1, { error: () => t('settings.password.empty') });

/** Opens the key of a client certificate. */
export const passphraseSchema = oneLine(
  PASSWORD_LIMIT,
  () => t('settings.passphrase.tooLong', { limit: PASSWORD_LIMIT }),
  () => t('settings.passphrase.invalid'),
).min(1, { error: () => t('settings.passphrase.empty') });

/** The active settings with what follows from them, as `settings show --json` prints them. */
export const settingsSchema = z.object({
  service: serviceSchema,
  message: settingsDraftSchema.shape.message,
  smtp: settingsDraftSchema.shape.smtp.extend({ hasPassword: z.boolean(), hasClientKeyPassphrase: z.boolean() }),
  queue: queueSettingsSchema,
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
    domain: '',
    authenticationMethod: 'automatic',
    allowClearTextPassword: false,
    ehloName: '',
    envelopeSender: '',
    connectTimeout: 30,
    greetingTimeout: 30,
    idleTimeout: 60,
    lowestTlsVersion: '1.2',
    addressFamily: 'both',
    trustedCertificate: '',
    trustedAuthority: '',
    clientCertificateFile: '',
    clientKeyFile: '',
  },
  queue: defaultQueueSettings,
};

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
  const { hasPassword: _hasPassword, hasClientKeyPassphrase: _hasClientKeyPassphrase, ...smtp } = settings.smtp;
  return { service: settings.service, message: settings.message, smtp, queue: settings.queue };
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
  const [group, name] = key.split('.') as ['message' | 'smtp' | 'queue' | 'service', string | undefined];
  return (name === undefined
    ? { ...draft, [group]: value }
    : { ...draft, [group]: { ...(draft[group] as object), [name]: value } }) as unknown as SettingsDraft;
}
