import { z } from 'zod';
import { t } from './catalogue/index.ts';
import { wholeNumber, yesOrNo } from './setting-values.ts';

const whole = (least: number, most: number) =>
  wholeNumber(least, most, () => t('settings.queue.number.invalid', { least, most }));

/** What happens to a notification that nobody is to get. */
export const withoutRecipientSchema = z.enum(['keep', 'delete'], {
  error: () => t('settings.queue.withoutRecipient.invalid'),
});

/** Ranges of the whole numbers, for fields and help. `0` means no limit where it is the least. */
export const queueRanges = {
  /** Seconds. */
  checkInterval: { least: 1, most: 3600 },
  /** Seconds. */
  retryFirst: { least: 1, most: 3600 },
  /** Seconds. */
  retryMost: { least: 1, most: 86_400 },
  /** Hours. */
  giveUpAfter: { least: 1, most: 720 },
  connections: { least: 1, most: 50 },
  perMinute: { least: 0, most: 100_000 },
  perHour: { least: 0, most: 1_000_000 },
  perDay: { least: 0, most: 10_000_000 },
  stormLimit: { least: 1, most: 10_000 },
  /** Minutes. */
  stormMinutes: { least: 1, most: 1440 },
  /** Days; 0 for ever. */
  keepFailed: { least: 0, most: 3650 },
} as const;

const within = (name: keyof typeof queueRanges) => whole(queueRanges[name].least, queueRanges[name].most);

/** How the Notification Queue works: the Global Settings. */
export const queueFields = {
  checkInterval: within('checkInterval').default(15),
  /** `keep`: it fails, and stays in the queue · `delete`: it is left out, and the log says so. */
  withoutRecipient: withoutRecipientSchema.default('keep'),
  /** Takes whoever ran the Action out of To. */
  skipInitiator: yesOrNo.default(false),
  /** After a temporary failure, in seconds; doubled with each further one, up to `retryMost`. */
  retryFirst: within('retryFirst').default(30),
  retryMost: within('retryMost').default(3600),
  giveUpAfter: within('giveUpAfter').default(24),
  /** Sends a message again by itself when nobody knows whether the server took it. */
  resendUnknown: yesOrNo.default(false),
  /** At a time, all processes together. */
  connections: within('connections').default(2),
  perMinute: within('perMinute').default(0),
  perHour: within('perHour').default(0),
  perDay: within('perDay').default(0),
  /** Holds what is more than `stormLimit` of the same notification to the same recipient in `stormMinutes`. */
  stormBrake: yesOrNo.default(false),
  stormLimit: within('stormLimit').default(20),
  stormMinutes: within('stormMinutes').default(10),
  keepFailed: within('keepFailed').default(30),
} as const;

export const queueSettingsSchema = z.strictObject(queueFields);
export type QueueSettings = z.infer<typeof queueSettingsSchema>;

export const defaultQueueSettings: QueueSettings = queueSettingsSchema.parse({});
