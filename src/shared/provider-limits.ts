import type { QueueSettings } from './queue-settings.ts';

/** What a provider limits, in the settings of the queue that keep to it; what it doesn't name stays as it is. */
export type ProviderLimits = Partial<Pick<QueueSettings, 'connections' | 'perMinute' | 'perHour' | 'perDay'>>;

/**
 * What providers take from one mailbox. Microsoft 365: Exchange Online limits of SMTP client submission. Google: Gmail sending
 * limits in Google Workspace, which name no more than a day's.
 */
export const providerLimits = {
  none: { perMinute: 0, perHour: 0, perDay: 0 },
  microsoft365: { connections: 3, perMinute: 30, perHour: 0, perDay: 10_000 },
  google: { perMinute: 0, perHour: 0, perDay: 2_000 },
} as const satisfies Record<string, ProviderLimits>;

export type Provider = keyof typeof providerLimits;
