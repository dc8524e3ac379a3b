import { type SentenceKey, t } from '../../shared/catalogue/index.ts';
import { type Provider, providerLimits } from '../../shared/provider-limits.ts';
import type { QueueForm } from './queue-form.ts';

type Throttle = Partial<Pick<QueueForm, 'connections' | 'perMinute' | 'perHour' | 'perDay'>>;

const hints: Readonly<Partial<Record<Provider | 'own', SentenceKey>>> = {
  microsoft365: 'queueSettings.preset.microsoft365.hint',
  google: 'queueSettings.preset.google.hint',
};

export const presetNames = Object.keys(providerLimits) as readonly Provider[];

/** Gives the values that a provider's limits put into the fields. */
export function presetValues(preset: Provider): Throttle {
  return Object.fromEntries(Object.entries(providerLimits[preset]).map(([name, value]) => [name, String(value)]));
}

/** Gives the provider whose limits the fields agree with. */
export function presetOf(form: QueueForm): Provider | 'own' {
  const agrees = (preset: Provider) =>
    (Object.entries(presetValues(preset)) as [keyof Throttle, string][]).every(
      ([name, value]) => form[name].trim() === value,
    );
  return presetNames.find(agrees) ?? 'own';
}

/** Gives what there is to know of a preset; undefined when there is nothing. */
export function presetHint(preset: Provider | 'own'): string | undefined {
  const key = hints[preset];
  return key === undefined ? undefined : t(key as 'queueSettings.preset.google.hint');
}
