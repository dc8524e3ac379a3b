import { type SentenceKey, t } from '../../shared/catalogue/index.ts';
import type { QueueForm } from './queue-form.ts';

type Throttle = Partial<Pick<QueueForm, 'connections' | 'perMinute' | 'perHour' | 'perDay'>>;

/**
 * What providers take. Microsoft 365: Exchange Online limits of SMTP client submission. Google: Gmail sending limits in Google
 * Workspace, which name no more than a day's. What a preset doesn't name stays as it is.
 */
const presets = {
  none: { perMinute: '0', perHour: '0', perDay: '0' },
  microsoft365: { connections: '3', perMinute: '30', perHour: '0', perDay: '10000' },
  google: { perMinute: '0', perHour: '0', perDay: '2000' },
} as const satisfies Record<string, Throttle>;

export type Preset = keyof typeof presets;

const hints: Readonly<Partial<Record<Preset | 'own', SentenceKey>>> = {
  microsoft365: 'queueSettings.preset.microsoft365.hint',
  google: 'queueSettings.preset.google.hint',
};

export const presetNames = Object.keys(presets) as readonly Preset[];

/** Gives the values that a preset puts into the fields. */
export function presetValues(preset: Preset): Throttle {
  return presets[preset];
}

/** Gives the preset that the fields agree with. */
export function presetOf(form: QueueForm): Preset | 'own' {
  const agrees = (preset: Preset) =>
    (Object.entries(presets[preset]) as [keyof Throttle, string][]).every(
      ([name, value]) => form[name].trim() === value,
    );
  return presetNames.find(agrees) ?? 'own';
}

/** Gives what there is to know of a preset; undefined when there is nothing. */
export function presetHint(preset: Preset | 'own'): string | undefined {
  const key = hints[preset];
  return key === undefined ? undefined : t(key as 'queueSettings.preset.google.hint');
}
