import type { ActionInput } from '../../shared/action.ts';
import { t } from '../../shared/catalogue/index.ts';
import type { Notification } from '../../shared/notification.ts';

/** What is filled out to run an Action. */
export type ActionForm = {
  /** Placeholders as text, by name; those that take JSON as its text. */
  readonly values: Readonly<Record<string, string>>;
  /** Files by slot. */
  readonly files: Readonly<Record<string, readonly File[]>>;
  readonly initiator: string;
  readonly when: 'now' | 'later';
  /** Local date and time, as `YYYY-MM-DDTHH:MM`. */
  readonly at: string;
};

export const blankAction: ActionForm = { values: {}, files: {}, initiator: '', when: 'now', at: '' };

/** A field for a placeholder. */
export type ValueField = {
  readonly name: string;
  readonly sample: string;
  /** True when it takes JSON: its sample is more than text. */
  readonly json: boolean;
  readonly long: boolean;
};

/** Characters from which a sample gets a field of several lines. */
const LONG_FROM = 60;

/** Gives the fields that a notification asks for. */
export function valueFields({ placeholders }: Notification): readonly ValueField[] {
  return Object.entries(placeholders).map(([name, value]) => {
    const json = value !== null && typeof value !== 'string';
    const sample = json ? JSON.stringify(value) : (value ?? '');
    const long = sample.length > LONG_FROM || sample.includes('\n') || (json && typeof value === 'object');
    return { name, sample, json, long };
  });
}

export type SlotField = { readonly slot: string; readonly required: boolean };

/** Gives the slots of a notification. */
export function slotFields({ attachments }: Notification): readonly SlotField[] {
  return attachments.flatMap((each) => ('slot' in each ? [each] : []));
}

/** Fills every field out with its sample. */
export function samplesOf(notification: Notification): ActionForm['values'] {
  return Object.fromEntries(valueFields(notification).map(({ name, sample }) => [name, sample]));
}

/** Gives what is wrong with what was filled out, by field: `values.NAME`, `slots.NAME`, `at`. */
export function wrongIn(form: ActionForm, notification: Notification): ReadonlyMap<string, string> {
  const wrong = new Map<string, string>();
  for (const { name, json } of valueFields(notification)) {
    const text = form.values[name] ?? '';
    if (text.trim() === '') {
      if (!notification.allowBlanks) wrong.set(`values.${name}`, t('runAction.value.empty'));
    } else if (json && jsonOf(text) === undefined) wrong.set(`values.${name}`, t('runAction.value.notJson'));
  }
  for (const { slot, required } of slotFields(notification))
    if (required && (form.files[slot] ?? []).length === 0) wrong.set(`slots.${slot}`, t('runAction.slot.empty'));
  if (form.when === 'later' && momentOf(form.at) === undefined) wrong.set('at', t('runAction.at.empty'));
  return wrong;
}

/** Gives the files in the order in which they are attached. */
export function filesOf(
  form: ActionForm,
  notification: Notification,
): readonly (SlotField & { readonly file: File })[] {
  return slotFields(notification).flatMap((slot) => (form.files[slot.slot] ?? []).map((file) => ({ ...slot, file })));
}

/**
 * Gives the Action as it is asked for.
 *
 * @param uploadIds of the files, in their order; left out while they are only announced
 */
export function actionOf(
  form: ActionForm,
  notification: Notification,
  idempotencyKey: string,
  uploadIds?: readonly string[],
): ActionInput {
  const filled = valueFields(notification).filter(({ name }) => (form.values[name] ?? '').trim() !== '');
  const at = form.when === 'later' ? momentOf(form.at) : undefined;
  return {
    notification: notification.name,
    values: Object.fromEntries(filled.filter(({ json }) => !json).map(({ name }) => [name, form.values[name] ?? ''])),
    data: Object.fromEntries(
      filled.filter(({ json }) => json).map(({ name }) => [name, jsonOf(form.values[name] ?? '') ?? null]),
    ),
    attachments: filesOf(form, notification).map(({ slot, file }, index) => ({
      slot,
      name: file.name,
      sizeBytes: file.size,
      ...(uploadIds?.[index] === undefined ? {} : { uploadId: uploadIds[index] }),
    })),
    ...(at === undefined ? {} : { at }),
    ...(form.initiator.trim() === '' ? {} : { initiator: form.initiator.trim() }),
    idempotencyKey,
  };
}

function momentOf(local: string): string | undefined {
  const moment = new Date(local);
  return local === '' || Number.isNaN(moment.getTime()) ? undefined : moment.toISOString();
}

function jsonOf(text: string): NonNullable<ActionInput['data']>[string] | undefined {
  try {
    return JSON.parse(text) as NonNullable<ActionInput['data']>[string];
  } catch {
    return undefined;
  }
}
