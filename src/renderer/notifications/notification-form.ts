import type { Keep, Notification, NotificationAttachment } from '../../shared/notification.ts';

/** JSON as a sample may be. */
type Json = Notification['placeholders'][string];

/** A placeholder in its line: a text as it is, anything else as JSON. */
export type PlaceholderLine = { name: string; kind: 'text' | 'json'; sample: string };

/** An attachment in its line; `required` counts for slots alone. */
export type AttachmentLine = { kind: 'file' | 'slot'; name: string; required: boolean };

/** A notification as it stands in the fields. */
export type NotificationForm = {
  name: string;
  enabled: boolean;
  from: string;
  to: string;
  cc: string;
  bcc: string;
  replyTo: string;
  subject: string;
  html: string;
  text: string;
  attachments: AttachmentLine[];
  placeholders: PlaceholderLine[];
  allowBlanks: boolean;
  keep: Keep;
};

/** The fields that are templates, in the order of the form. */
export const templateFields = ['from', 'to', 'cc', 'bcc', 'replyTo', 'subject', 'html', 'text'] as const;
export type TemplateField = (typeof templateFields)[number];

/** What the form holds when a notification is made. */
export const blankForm: NotificationForm = {
  name: '',
  enabled: true,
  from: '',
  to: '',
  cc: '',
  bcc: '',
  replyTo: '',
  subject: '',
  html: '',
  text: '',
  attachments: [],
  placeholders: [],
  allowBlanks: false,
  keep: 'full',
};

/** Fills the form out with a notification. */
export function formOf(notification: Notification): NotificationForm {
  const { attachments, placeholders, ...rest } = notification;
  return {
    ...rest,
    attachments: attachments.map(attachmentLine),
    placeholders: Object.entries(placeholders).map(([name, sample]) => placeholderLine(name, sample)),
  };
}

function attachmentLine(attachment: NotificationAttachment): AttachmentLine {
  return 'slot' in attachment
    ? { kind: 'slot', name: attachment.slot, required: attachment.required }
    : { kind: 'file', name: attachment.file, required: false };
}

/** Gives the line of a placeholder. */
export function placeholderLine(name: string, sample: Json): PlaceholderLine {
  return typeof sample === 'string'
    ? { name, kind: 'text', sample }
    : { name, kind: 'json', sample: JSON.stringify(sample, null, 2) };
}

/** Gives what a sample stands for; undefined when it is to be JSON and isn't. */
export function sampleOf({ kind, sample }: PlaceholderLine): Json | undefined {
  if (kind === 'text') return sample;
  try {
    return JSON.parse(sample) as Json;
  } catch {
    return undefined;
  }
}

/** True for a line that nothing was written into: it doesn't count. */
export function isBlank({ name, sample }: PlaceholderLine): boolean {
  return name.trim() === '' && sample.trim() === '';
}

const USED = /\{\{-?\s*([A-Za-z_][\w-]*)|\{%-?\s*(?:if|elsif|unless|case|for\s+[\w-]+\s+in)\s+([A-Za-z_][\w-]*)/g;
const MADE_WITHIN = /\{%-?\s*(?:for|assign|capture|increment|decrement)\s+([A-Za-z_][\w-]*)/g;
const NO_NAMES: ReadonlySet<string> = new Set(['forloop', 'true', 'false', 'nil', 'null', 'empty', 'blank', 'not']);

/** Gives the names that the templates seem to use and no line has. Main decides; this saves the typing. */
export function undefinedNames(form: NotificationForm): readonly string[] {
  const templates = templateFields.map((field) => form[field]).join('\n');
  const known = new Set([
    ...form.placeholders.map(({ name }) => name.trim()),
    ...[...templates.matchAll(MADE_WITHIN)].map(([, name = '']) => name),
    ...NO_NAMES,
  ]);
  const used = [...templates.matchAll(USED)].map(([, output, tag]) => output ?? tag ?? '');
  return [...new Set(used)].filter((name) => !known.has(name));
}

/** Gives the notification that the fields stand for, valid or not. */
export function notificationOf(form: NotificationForm): Notification {
  const { attachments, placeholders, ...rest } = form;
  return {
    ...rest,
    name: rest.name.trim(),
    attachments: attachments.map(({ kind, name, required }) =>
      kind === 'slot' ? { slot: name.trim(), required } : { file: name },
    ),
    placeholders: Object.fromEntries(
      placeholders.filter((line) => !isBlank(line)).map((line) => [line.name.trim(), sampleOf(line) ?? '']),
    ),
  };
}

/** The same with what can't be taken left out, so that the rest can be shown while somebody is still at it. */
export function previewOf(form: NotificationForm): Notification {
  const named = /^[A-Za-z_][A-Za-z0-9_-]{0,63}$/;
  const placeholders = form.placeholders.filter((line) => named.test(line.name.trim()) && sampleOf(line) !== undefined);
  const attachments = form.attachments.filter(({ kind, name }) => kind === 'file' || named.test(name.trim()));
  return notificationOf({ ...form, name: 'preview', placeholders, attachments });
}
