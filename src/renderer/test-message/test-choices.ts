import { parseMailbox, parseMailboxList } from '../../shared/address.ts';
import { namesPeople, type TestDepth } from '../../shared/test-message.ts';
import type { ChoiceErrors } from './test-fields.tsx';

/** What the dialog was filled out with last, for as long as the window is open. */
export type TestChoices = { readonly to: string; readonly until: TestDepth; readonly from: string };

let last: TestChoices = { to: '', until: 'send', from: '' };

export function lastChoices(): TestChoices {
  return last;
}

export function rememberChoices(choices: TestChoices): void {
  last = choices;
}

/** Gives what is wrong with the choices, field by field. */
export function wrongIn({ to, from, until }: TestChoices, askSender: boolean): ChoiceErrors {
  if (!namesPeople(until)) return {};
  const recipients = parseMailboxList(to);
  const sender = parseMailbox(from);
  return {
    ...(recipients.ok ? {} : { to: recipients.message }),
    ...(sender.ok || !askSender ? {} : { from: sender.message }),
  };
}
