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
  'queueNote.sentAgain': '{by} had it sent again.',
  'queueNote.somebody': 'Somebody',
  'queue.notKept.subject': '(Not kept)',
  'queue.notKept.error': 'What was said isn’t kept for this notification. The reason was {code}.',
  'queue.processEnded': 'The process that had this message ended before the message was handed over.',
  'queue.attemptBroken': 'An error in Postroom ended this attempt before the message was handed over.',
  'queue.endUnwritten':
    'An error in Postroom kept it from writing down what became of this message: it may have been sent, or not.',
} as const satisfies Record<string, Sentence>;
