import type { Mailbox } from '../../shared/address.ts';
import { t } from '../../shared/catalogue/index.ts';
import type { Notification, NotificationProblem } from '../../shared/notification.ts';
import { type Failure, type FailureCode, fail, type Result, succeed } from '../../shared/result.ts';
import { parseFilledAddresses } from './filled-addresses.ts';
import { givenValues, isStructured, type Json, listed } from './given-values.ts';
import type { TemplateKind } from './template-engine.ts';
import { createWork, type Work } from './template-work.ts';
import { fillTemplate } from './templates.ts';

/** A notification's own texts with the placeholders filled. */
export type FilledNotification = {
  /** Undefined: the system's sender. */
  readonly from: Mailbox | undefined;
  /** To, Cc and Bcc have each address once in itself; any of them may be empty. */
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
  readonly bcc: readonly Mailbox[];
  readonly replyTo: Mailbox | undefined;
  /** One line, without control characters. */
  readonly subject: string;
  /** Undefined when the notification has none. */
  readonly html: string | undefined;
  /** Undefined when it is to be made of the HTML. */
  readonly text: string | undefined;
};

/** The fields that are templates, in the order of the editor. */
export const templateFields = ['from', 'to', 'cc', 'bcc', 'replyTo', 'subject', 'html', 'text'] as const;
export type TemplateField = (typeof templateFields)[number];

export const kindOfField: Readonly<Record<TemplateField, TemplateKind>> = {
  from: 'address',
  to: 'address',
  cc: 'address',
  bcc: 'address',
  replyTo: 'address',
  subject: 'plain',
  html: 'html',
  text: 'plain',
};

export type FieldProblem = NotificationProblem & {
  readonly field: TemplateField;
  readonly code: Extract<FailureCode, 'TEMPLATE_INVALID' | 'PLACEHOLDER_UNKNOWN' | 'INVALID_INPUT'>;
  /** For PLACEHOLDER_UNKNOWN. */
  readonly placeholders: readonly string[];
};

const MOST_NAMED = 10;

/**
 * Fills a notification with what an Action gives; what that may be is for `givenValues` to say. `data` may have more than is
 * asked for. Fails as `fillWith`, too.
 */
export function fillNotification(
  notification: Notification,
  given: { readonly values: Readonly<Record<string, string>>; readonly data: Readonly<Record<string, Json>> },
): Result<FilledNotification> {
  const values = givenValues(notification, given);
  return values.ok ? fillWith(notification, values.value) : fail(values.error);
}

/**
 * Fills a notification with values of any kind. A placeholder without a value is PLACEHOLDER_UNKNOWN (the message names all of
 * them) unless the notification allows blanks; a template that can't be filled is TEMPLATE_INVALID, and what is no address then,
 * or a second sender, INVALID_INPUT. `field` names the notification's field.
 */
export function fillWith(
  notification: Notification,
  values: Readonly<Record<string, Json>>,
): Result<FilledNotification> {
  const { filled, problems } = fillFields(notification, scopeOf(values));
  const [first] = problems;
  return first === undefined ? succeed(filled) : fail(failureOf(notification, first, problems));
}

/** Fills what can be filled, and says what is wrong with the rest; what is wrong is left out of `filled`. */
export function fillFields(
  notification: Notification,
  values: Readonly<Record<string, unknown>>,
): { readonly filled: FilledNotification; readonly problems: readonly FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const work = createWork();
  const textOf = (field: TemplateField): string => {
    const result = fillField(notification, field, values, work);
    if (result.problem !== undefined) problems.push(result.problem);
    return result.text;
  };
  const mailboxesOf = (field: TemplateField): readonly Mailbox[] => {
    const parsed = parseFilledAddresses(textOf(field));
    if (parsed.ok) return parsed.value;
    problems.push({ code: 'INVALID_INPUT', field, message: parsed.message, placeholders: [] });
    return [];
  };
  const mailboxOf = (field: TemplateField): Mailbox | undefined => {
    const [mailbox, ...more] = mailboxesOf(field);
    if (more.length > 0)
      problems.push({ code: 'INVALID_INPUT', field, message: t('template.oneAddress'), placeholders: [] });
    return mailbox;
  };
  const filled: FilledNotification = {
    from: mailboxOf('from'),
    to: mailboxesOf('to'),
    cc: mailboxesOf('cc'),
    bcc: mailboxesOf('bcc'),
    replyTo: mailboxOf('replyTo'),
    subject: oneLine(textOf('subject')),
    html: notification.html === '' ? undefined : textOf('html'),
    text: notification.text === '' ? undefined : textOf('text'),
  };
  return { filled, problems };
}

/** Puts values together, own names only: nothing of what objects have by nature is a value. */
export function scopeOf(...sources: readonly Readonly<Record<string, unknown>>[]): Readonly<Record<string, unknown>> {
  return Object.assign(Object.create(null), ...sources);
}

function fillField(
  notification: Notification,
  field: TemplateField,
  values: Readonly<Record<string, unknown>>,
  work: Work,
): { readonly text: string; readonly problem?: FieldProblem } {
  const template = notification[field];
  const kind = kindOfField[field];
  const missing: string[] = [];
  let scope = values;
  // Each turn finds one placeholder without a value; it gets one, so that the next is found as well.
  for (;;) {
    const result = fillTemplate(kind, template, scope, !notification.allowBlanks, work);
    if (result.ok && missing.length === 0) return { text: result.text };
    if (!result.ok && result.problem.kind === 'invalid' && missing.length === 0) {
      const { message } = result.problem;
      return { text: '', problem: { code: 'TEMPLATE_INVALID', field, message, placeholders: [] } };
    }
    const name = !result.ok && result.problem.kind === 'missing' ? result.problem.placeholder : undefined;
    if (name !== undefined) missing.push(name);
    if (name === undefined || missing.length === MOST_NAMED || Object.hasOwn(scope, name) || name.includes('.')) {
      const message = t('template.valuesMissing', { names: listed(missing) });
      return { text: '', problem: { code: 'PLACEHOLDER_UNKNOWN', field, message, placeholders: missing } };
    }
    scope = scopeOf(scope, { [name]: '' });
  }
}

/** The first problem as a failure; of placeholders without a value, it names those of all fields. */
function failureOf({ placeholders }: Notification, first: FieldProblem, all: readonly FieldProblem[]): Failure {
  const { code, field } = first;
  if (code !== 'PLACEHOLDER_UNKNOWN') return { code, message: first.message, field };
  const found = [...new Set(all.flatMap((problem) => problem.placeholders))];
  // `order.id` is a part of the placeholder `order`: it comes with that one.
  const missing = found.filter((name) => !found.some((other) => name.startsWith(`${other}.`)));
  const roots = new Set(missing.map((name) => name.split(/[.[]/, 1)[0] ?? name));
  const structured = [...roots].filter((name) => Object.hasOwn(placeholders, name) && isStructured(placeholders[name]));
  return {
    code,
    message: t('template.valuesMissing', { names: listed(missing) }),
    field,
    help:
      structured.length === 0
        ? t('template.valuesMissing.help')
        : t('template.valuesMissing.json', { names: listed(structured) }),
  };
}

/** A line break in a value would begin a header of its own. */
function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim();
}
