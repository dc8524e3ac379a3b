import type { Sentence } from '../format.ts';

/** Notifications, Actions and the queue, as main, its rules and its schemas speak of them. */
export const notifications = {
  'notification.name.empty': 'Enter a name.',
  'notification.name.tooLong': 'The name is longer than {limit} characters.',
  'notification.name.invalid':
    'A name has letters, digits, dots, hyphens and underscores, and begins and ends with a letter or digit.',
  'notification.keep.invalid': 'Choose what the log keeps: full, envelope or outcome.',
  'notification.placeholder.invalid':
    'A placeholder or slot has letters, digits, hyphens and underscores, and begins with a letter.',
  'notification.placeholders.tooMany': 'There are more than {limit} placeholders.',
  'notification.file.invalid': 'That is not the name of a file.',
  'notification.line.tooLong': 'This is longer than {limit} characters.',
  'notification.line.invalid': 'This has a line break or another control character.',
  'notification.body.tooLong': 'The text is longer than {limit} characters.',
  'action.text.tooLong': 'This is longer than {limit} characters.',
  'action.text.invalid': 'This has a line break or another character that can’t be seen.',
  'action.initiator.byToken': '{initiator} (by {token})',
  'action.at.invalid': 'Give a time as in 2026-01-31T09:00:00+01:00.',
  'settings.queue.number.invalid': 'Enter a whole number from {least} to {most}.',
  'settings.queue.withoutRecipient.invalid': 'Choose keep or delete.',
  'token.name.empty': 'Enter a name.',
  'token.name.tooLong': 'The name is longer than {limit} characters.',
  'token.name.invalid': 'The name has a line break or another control character.',
} as const satisfies Record<string, Sentence>;
