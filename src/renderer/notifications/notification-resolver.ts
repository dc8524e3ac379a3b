import type { FieldErrors, Resolver } from 'react-hook-form';
import type { z } from 'zod';
import { t } from '../../shared/catalogue/index.ts';
import { type Notification, notificationSchema } from '../../shared/notification.ts';
import { isBlank, type NotificationForm, notificationOf, sampleOf } from './notification-form.ts';

export type NotificationField =
  | `placeholders.${number}.${'name' | 'sample'}`
  | `attachments.${number}.name`
  | keyof NotificationForm;

/** What is wrong, by the form's field. */
export type FoundErrors = ReadonlyMap<NotificationField, string>;

/** Checks the form with the schema that main uses, and what only shows in the lines: a name that is there twice, text that isn't JSON. */
export function errorsIn(form: NotificationForm): FoundErrors {
  const errors = new Map<NotificationField, string>();
  const parsed = notificationSchema.safeParse(notificationOf(form));
  for (const issue of parsed.error?.issues ?? []) {
    const field = fieldOf(issue.path, form);
    if (!errors.has(field)) errors.set(field, sentenceOf(issue, form));
  }
  for (const index of twice(form.placeholders, () => 'placeholder'))
    errors.set(`placeholders.${index}.name`, t('notificationEditor.placeholder.twice'));
  for (const index of twice(form.attachments, (place) => form.attachments[place]?.kind ?? ''))
    errors.set(`attachments.${index}.name`, t('notificationEditor.attachment.twice'));
  form.placeholders.forEach((line, index) => {
    if (!isBlank(line) && sampleOf(line) === undefined)
      errors.set(`placeholders.${index}.sample`, t('notificationEditor.placeholder.notJson'));
  });
  return errors;
}

/** The same as a form asks for it. */
export const notificationResolver: Resolver<NotificationForm, unknown, Notification> = (form) => {
  const found = errorsIn(form);
  if (found.size === 0) return { values: notificationSchema.parse(notificationOf(form)), errors: {} };
  const errors: Record<string, unknown> = {};
  for (const [field, message] of found) put(errors, field.split('.'), { type: 'invalid', message });
  return { values: {}, errors: errors as FieldErrors<NotificationForm> };
};

type Issue = z.core.$ZodIssue;

/** Gives the form's field for the path of an issue. */
function fieldOf([first, second]: readonly PropertyKey[], form: NotificationForm): NotificationField {
  if (first === 'placeholders' && second !== undefined) {
    const index = form.placeholders.findIndex((line) => !isBlank(line) && line.name.trim() === second);
    return index === -1 ? 'placeholders' : `placeholders.${index}.name`;
  }
  if (first === 'attachments' && typeof second === 'number') return `attachments.${second}.name`;
  return first as NotificationField;
}

/** Gives our own sentence, which stands within where a key or one of several shapes is wrong. */
function sentenceOf(issue: Issue, form: NotificationForm): string {
  if (issue.code === 'invalid_key') return issue.issues[0]?.message ?? issue.message;
  if (issue.code !== 'invalid_union') return issue.message;
  const shape = form.attachments[Number(issue.path[1])]?.kind === 'slot' ? 0 : 1;
  return issue.errors[shape]?.[0]?.message ?? issue.message;
}

/** Gives the lines whose name stands in one of the same kind before them. */
function twice(lines: readonly { readonly name: string }[], kindOf: (index: number) => string): readonly number[] {
  const seen = new Set<string>();
  return lines.flatMap(({ name }, index) => {
    const key = `${kindOf(index)} ${name.trim()}`;
    if (name.trim() === '') return [];
    if (seen.has(key)) return [index];
    seen.add(key);
    return [];
  });
}

/** Puts an error into the tree that the form's library reads. */
function put(tree: Record<string, unknown>, [first = '', ...rest]: readonly string[], error: object): void {
  if (rest.length === 0) tree[first] = { ...(tree[first] as object | undefined), ...error };
  else {
    const branch = (tree[first] ?? {}) as Record<string, unknown>;
    tree[first] = branch;
    put(branch, rest, error);
  }
}

/** Gives the form's field for the key in a Failure or a problem, such as `to` or `placeholders.id`; undefined when it is none. */
export function fieldOfFailure(key: string | undefined, form: NotificationForm): NotificationField | undefined {
  const [first, name] = partsOfKey(key ?? '');
  if (!Object.hasOwn(form, first)) return undefined;
  if (first !== 'placeholders' && first !== 'attachments') return first as NotificationField;
  const index = form[first].findIndex((line) => line.name.trim() === name);
  return index === -1 ? undefined : `${first}.${index}.name`;
}

/** Gives the field in a key, and the line within it, whose name may have dots of its own. */
export function partsOfKey(key: string): readonly [field: string, line: string | undefined] {
  const bare = key.replace(/^notification\./, '');
  const dot = bare.indexOf('.');
  return dot === -1 ? [bare, undefined] : [bare.slice(0, dot), bare.slice(dot + 1)];
}
