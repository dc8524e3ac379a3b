import { t } from '../../shared/catalogue/index.ts';
import type { Attempt, Delivery } from '../../shared/delivery.ts';
import type { ActiveSettings } from '../settings/settings-service.ts';
import { type KnownPeople, mailboxesIn } from './masking.ts';

/** Gives whom a delivery is about: its sender and recipients, those in the settings, and who signed in. */
export function peopleOf(
  delivery: Delivery,
  attempt: Attempt,
  settings: readonly (Pick<ActiveSettings, 'draft'> | undefined)[],
): KnownPeople {
  const drafts = settings.flatMap((each) => (each === undefined ? [] : [each.draft]));
  const mailboxes = mailboxesIn(drafts.flatMap(({ message, smtp }) => [message.from, smtp.envelopeSender]));
  const addresses = [delivery.sender, ...delivery.recipients, ...attempt.recipients.map((each) => each.address)];
  const usernames = [...drafts.map(({ smtp }) => smtp.username), signedInAs(attempt)];
  return {
    addresses: [...new Set([...addresses, ...mailboxes.addresses])].filter((each) => each.includes('@')),
    usernames: [...new Set(usernames.map((each) => each.trim()))].filter((each) => each !== ''),
    displayNames: mailboxes.displayNames,
    messageIds: [delivery.messageId],
  };
}

/** Reads the user name in the step that ended well. */
function signedInAs({ steps }: Attempt): string {
  const between = t('session.detail.signedIn', { mechanism: '', username: '' });
  const detail = steps.find(({ step, status }) => step === 'sign-in' && status === 'ok')?.detail ?? '';
  const at = detail.indexOf(between);
  return at === -1 ? '' : detail.slice(at + between.length);
}
