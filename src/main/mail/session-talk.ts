import { isAscii } from '../../shared/address.ts';
import { t } from '../../shared/catalogue/index.ts';
import type { Connection } from './connection.ts';
import type { Dialogue } from './dialogue.ts';
import type { MessageSource } from './message-source.ts';
import { signInWithNtlm } from './ntlm/sign-in.ts';
import type { SessionObserver } from './observer.ts';
import { chooseMechanism, sizeLimit } from './server-offer.ts';
import { SessionError } from './session-error.ts';
import type { SessionEnvironment } from './transport.ts';

/** A message and how far to go with it. */
export type Errand = {
  readonly sender: string;
  /** The address in From, where that is another one. */
  readonly author?: string;
  readonly recipients: readonly string[];
  readonly message: MessageSource;
  /** Asked when all but the end of the message is on its way: when it gives false, or throws, the end doesn't go out. */
  readonly beforeFinalDot?: () => Promise<boolean>;
};

/** Sends a message over a session that is open. */
export function sendMessage(errand: Errand, dialogue: Dialogue, observer: SessionObserver): Promise<void> {
  const { sender, recipients, message, beforeFinalDot } = errand;
  const international = isPassable(errand, dialogue, observer);
  return dialogue.transfer({ sender, recipients, message, international, beforeFinalDot });
}

/** Asks whether a message of this sender would be taken for these recipients. */
export async function askForRecipients(errand: Errand, dialogue: Dialogue, observer: SessionObserver): Promise<void> {
  const international = isPassable(errand, dialogue, observer);
  // RFC 6531 section 3.4.
  await dialogue.command(`MAIL FROM:<${errand.sender}>${international ? ' SMTPUTF8' : ''}`);
  for (const recipient of errand.recipients) {
    await dialogue.command(`RCPT TO:<${recipient}>`).catch((error) => {
      if (dialogue.failure !== undefined || dialogue.destroyed) throw error;
    });
  }
}

/**
 * Gives whether an address goes beyond ASCII.
 *
 * @throws SessionError when the server has said already that it won't take the message
 */
function isPassable(errand: Errand, { offer }: Dialogue, observer: SessionObserver): boolean {
  const international = addressesOf(errand).some((address) => !isAscii(address));
  if (international && !offer.keywords.has('SMTPUTF8')) {
    observer.begin('sender');
    throw new SessionError('SMTPUTF8_NOT_OFFERED');
  }
  // RFC 1870 section 3: a server that names its limit needn't be bothered with a message over it.
  if (errand.message.sizeBytes > (sizeLimit(offer) ?? Number.POSITIVE_INFINITY)) {
    observer.begin('sender');
    throw new SessionError('OVER_SIZE_LIMIT');
  }
  return international;
}

/** Every address that a message names, on its envelope and in From. */
export function addressesOf({ sender, author, recipients }: Errand): readonly string[] {
  return [sender, ...(author === undefined ? [] : [author]), ...recipients];
}

/** Signs in, when the connection has credentials. */
export async function signIn(
  { credentials }: Connection,
  dialogue: Dialogue,
  observer: SessionObserver,
  environment: SessionEnvironment,
): Promise<void> {
  if (credentials === undefined) return;
  const { username, password, domain } = credentials;
  observer.begin('sign-in');
  const choice = chooseMechanism(dialogue.offer, dialogue.encrypted, credentials);
  if ('refused' in choice) throw new SessionError(choice.refused);
  const { mechanism } = choice;
  if (mechanism === 'NTLM') {
    const { workstation } = environment;
    const [clientChallenge, now] = [environment.random(8), environment.now()];
    const exchange = (line: string, shown: string) => dialogue.exchange(line, shown);
    await signInWithNtlm(exchange, { username, password, domain }, { workstation, clientChallenge, now });
  } else await dialogue.signIn(mechanism, username, password);
  observer.end('ok', t('session.detail.signedIn', { mechanism, username }));
}
