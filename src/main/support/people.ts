import { t } from '../../shared/catalogue/index.ts';
import type { Attempt, Delivery } from '../../shared/delivery.ts';
import type { ActiveSettings } from '../settings/settings-service.ts';
import { type KnownPeople, mailboxesIn } from './masking.ts';

/**
 * Gives whom a delivery is about: its sender and recipients, those in the settings, and who signed in. Who signs in with values
 * that were not saved stands in the test message and in the step only.
 *
 * @param text the message's text; empty when the settings that it was made with are known
 */
export function peopleOf(
  delivery: Delivery,
  attempt: Attempt,
  settings: readonly (ActiveSettings | undefined)[],
  text: string,
): KnownPeople {
  const drafts = settings.flatMap((each) => (each === undefined ? [] : [each.draft]));
  const mailboxes = mailboxesIn(drafts.flatMap(({ message, smtp }) => [message.from, smtp.envelopeSender]));
  const addresses = [delivery.sender, ...delivery.recipients, ...attempt.recipients.map((each) => each.address)];
  const usernames = [...drafts.map(({ smtp }) => smtp.username), signedInBy(text), signedInAs(attempt)];
  return {
    addresses: [...new Set([...addresses, ...mailboxes.addresses])].filter((each) => each.includes('@')),
    usernames: [...new Set(usernames.map((each) => each.trim()))].filter((each) => each !== ''),
    displayNames: mailboxes.displayNames,
    messageIds: [delivery.messageId],
  };
}

/** Reads the user name in a test message. */
function signedInBy(text: string): string {
  const label = t('testMessage.row', { label: t('testMessage.username'), value: '' });
  const value =
    text
      .split(/\r?\n/)
      .find((line) => line.startsWith(label))
      ?.slice(label.length) ?? '';
  return value === t('testMessage.nobody') ? '' : value;
}

/** Reads the user name in the step that ended well. */
function signedInAs({ steps }: Attempt): string {
  const between = t('session.detail.signedIn', { mechanism: '', username: '' });
  const detail = steps.find(({ step, status }) => step === 'sign-in' && status === 'ok')?.detail ?? '';
  const at = detail.indexOf(between);
  return at === -1 ? '' : detail.slice(at + between.length);
}
