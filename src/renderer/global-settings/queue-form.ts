import { zodResolver } from '@hookform/resolvers/zod';
import type { Resolver } from 'react-hook-form';
import {
  defaultQueueSettings,
  type QueueSettings,
  queueFields,
  queueSettingsSchema,
} from '../../shared/queue-settings.ts';

/** The queue's settings as they stand in the fields: numbers are text until they are whole. */
export type QueueForm = {
  [Name in keyof QueueSettings]: QueueSettings[Name] extends number ? string : QueueSettings[Name];
};

export type QueueField = keyof QueueForm;

/** The fields in their order on the screen. */
export const queueFieldNames: readonly QueueField[] = [
  'checkInterval',
  'withoutRecipient',
  'skipInitiator',
  'retryFirst',
  'retryMost',
  'giveUpAfter',
  'resendUnknown',
  'connections',
  'perMinute',
  'perHour',
  'perDay',
  'stormBrake',
  'stormLimit',
  'stormMinutes',
  'keepFailed',
];

/** Fills the form out. */
export function queueFormOf(settings: QueueSettings): QueueForm {
  const texts = Object.entries(settings).map(([name, value]) => [
    name,
    typeof value === 'number' ? String(value) : value,
  ]);
  return Object.fromEntries(texts) as QueueForm;
}

/** Checks the form with the schema that main uses. What the storm brake has switched off can't be mended, so its last saved value stands for it. */
export function queueResolver(saved: () => QueueSettings): Resolver<QueueForm, unknown, QueueSettings> {
  const resolve = zodResolver(queueSettingsSchema);
  return (form, context, options) => resolve(valuesOf(form, saved()), context, options as never) as never;
}

function valuesOf(form: QueueForm, saved: QueueSettings): QueueSettings {
  const read = (name: QueueField): unknown => {
    const typed = form[name];
    const value = typeof defaultQueueSettings[name] === 'number' ? numberOf(String(typed).trim()) : typed;
    const out = !form.stormBrake && (name === 'stormLimit' || name === 'stormMinutes');
    return out && !queueFields[name].safeParse(value).success ? saved[name] : value;
  };
  return Object.fromEntries(queueFieldNames.map((name) => [name, read(name)])) as QueueSettings;
}

function numberOf(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
}

/** Gives what differs from the saved values, as `settings.change` takes it. */
export function changesFrom(saved: QueueSettings, edited: QueueSettings): Record<string, string> {
  const changed = queueFieldNames.filter((name) => edited[name] !== saved[name]);
  return Object.fromEntries(changed.map((name) => [`queue.${name}`, String(edited[name])]));
}

/** Gives the field for the key in a Failure, such as `queue.perDay`; undefined when it isn't one of these. */
export function queueFieldOf(key: string | undefined): QueueField | undefined {
  return queueFieldNames.find((name) => key === `queue.${name}`);
}
