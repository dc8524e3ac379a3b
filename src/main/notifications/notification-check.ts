import { t } from '../../shared/catalogue/index.ts';
import type { Notification } from '../../shared/notification.ts';
import type { Failure } from '../../shared/result.ts';
import {
  type FieldProblem,
  type FilledNotification,
  fillFields,
  kindOfField,
  scopeOf,
  templateFields,
} from './fill-notification.ts';
import { problemsOfTemplate } from './templates.ts';

/**
 * Fills a notification as far as it goes, and says what is wrong with it: templates that can't be read, placeholders that it doesn't
 * have, and what comes of these values. An address that is wrong because a sample is blank is none of it.
 */
export function fillAndCheck(
  notification: Notification,
  values: Readonly<Record<string, unknown>>,
): { readonly filled: FilledNotification; readonly problems: readonly FieldProblem[] } {
  const known = Object.keys(notification.placeholders);
  const own: FieldProblem[] = templateFields.flatMap((field) =>
    problemsOfTemplate(kindOfField[field], notification[field], known).map((problem) => ({
      ...problem,
      field,
      placeholders: [],
    })),
  );
  const blank = Object.values(notification.placeholders).some((sample) => sample === '' || sample === null);
  const { filled, problems } = fillFields(notification, scopeOf(values));
  const further = problems.filter(
    ({ field, code }) =>
      !own.some((problem) => problem.field === field) &&
      !(code === 'INVALID_INPUT' && blank && notification[field].includes('{')),
  );
  const order = (problem: FieldProblem) => templateFields.indexOf(problem.field);
  return { filled, problems: [...own, ...further].sort((one, other) => order(one) - order(other)) };
}

/** Fails when a notification can't be saved: INVALID_INPUT, TEMPLATE_INVALID or PLACEHOLDER_UNKNOWN, with its field. */
export function checkNotification(notification: Notification): Failure | undefined {
  const names = notification.attachments.map((each) => ('slot' in each ? `slot ${each.slot}` : `file ${each.file}`));
  const twice = notification.attachments[names.findIndex((name, index) => names.indexOf(name) !== index)];
  if (twice !== undefined) {
    const name = 'slot' in twice ? twice.slot : twice.file;
    return { code: 'INVALID_INPUT', field: 'attachments', message: t('notificationFile.twice', { name }) };
  }
  const [problem] = fillAndCheck(notification, notification.placeholders).problems;
  return problem === undefined ? undefined : { code: problem.code, field: problem.field, message: problem.message };
}
