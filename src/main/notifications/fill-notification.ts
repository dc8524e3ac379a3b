import type { Mailbox } from '../../shared/address.ts';
import { t } from '../../shared/catalogue/index.ts';
import type { Notification, NotificationProblem } from '../../shared/notification.ts';
import { type Failure, type FailureCode, fail, type Result, succeed } from '../../shared/result.ts';
import { parseFilledAddresses } from './filled-addresses.ts';
import type { TemplateKind } from './template-engine.ts';
import { createWork, type Work } from './template-work.ts';
import { fillTemplate } from './templates.ts';

export type Json = Notification['placeholders'][string];

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
 * Fills a notification. `values` stand before `data` of the same name; one that isn't a placeholder of the notification is
 * PLACEHOLDER_UNKNOWN, while `data` may have more than is asked for. A placeholder without a value is PLACEHOLDER_UNKNOWN
 * (the message names all of them) unless the notification allows blanks; a template that can't be filled is TEMPLATE_INVALID,
 * and what is no address then, or a second sender, INVALID_INPUT. `field` names the notification's field.
 */
export function fillNotification(
  notification: Notification,
  given: { readonly values: Readonly<Record<string, string>>; readonly data: Readonly<Record<string, Json>> },
): Result<FilledNotification> {
  const unknown = Object.keys(given.values).filter((name) => !Object.hasOwn(notification.placeholders, name));
  if (unknown.length > 0) {
    const names = listed(unknown);
    const message = t('template.valuesUnknown', { notification: notification.name, names });
    return fail({ code: 'PLACEHOLDER_UNKNOWN', message, field: `values.${unknown[0]?.slice(0, 80)}` });
  }
  const { filled, problems } = fillFields(notification, scopeOf(given.data, given.values));
  const [first] = problems;
  return first === undefined ? succeed(filled) : fail(failureOf(first, problems));
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
function failureOf(first: FieldProblem, all: readonly FieldProblem[]): Failure {
  const { code, field } = first;
  if (code !== 'PLACEHOLDER_UNKNOWN') return { code, message: first.message, field };
  const names = listed([...new Set(all.flatMap(({ placeholders }) => placeholders))]);
  return { code, message: t('template.valuesMissing', { names }), field, help: t('template.valuesMissing.help') };
}

function listed(names: readonly string[]): string {
  return names
    .slice(0, MOST_NAMED)
    .map((name) => name.slice(0, 80))
    .join(', ');
}

/** A line break in a value would begin a header of its own. */
function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim();
}
