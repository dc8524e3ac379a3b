import { type SentenceKey, t } from '../../shared/catalogue/index.ts';
import { partsOfKey } from './notification-resolver.ts';

const labels = {
  name: 'notificationEditor.name',
  from: 'notificationEditor.from',
  to: 'notificationEditor.to',
  cc: 'notificationEditor.cc',
  bcc: 'notificationEditor.bcc',
  replyTo: 'notificationEditor.replyTo',
  subject: 'notificationEditor.subject',
  html: 'notificationEditor.body.html',
  text: 'notificationEditor.body.text',
  placeholders: 'notificationEditor.placeholders',
  attachments: 'notificationEditor.attachments',
} as const satisfies Record<string, SentenceKey>;

/** Gives what a field is called in the window, for the key in a problem; the key's own last part where it is of a line. */
export function fieldLabel(key: string): string {
  const [first, second] = partsOfKey(key);
  if (second !== undefined) return second;
  return Object.hasOwn(labels, first) ? t(labels[first as keyof typeof labels]) : first;
}
