import type { Sentence } from '../format.ts';

/** What the Notification Queue says of itself and of its messages. */
export const queue = {
  'queueFailure.givenUp': {
    one: 'Given up after {count} hour. {reason}',
    other: 'Given up after {count} hours. {reason}',
  },
  'queueFailure.refusedBefore': 'The server refused the recipient {address} in an earlier attempt: {said}',
  'queueNote.deleted': '{by} deleted it from the queue.',
  'queueNote.markedSent': '{by} marked it as sent.',
  'queueNote.somebody': 'Somebody',
  'queue.notKept.subject': '(Not kept)',
  'queue.notKept.error': 'What was said isn’t kept for this notification. The reason was {code}.',
  'queue.processEnded': 'The process that had this message ended before the message was handed over. It is sent again.',
} as const satisfies Record<string, Sentence>;
