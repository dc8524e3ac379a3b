import { isAscii } from '../../shared/address.ts';
import { t } from '../../shared/catalogue/index.ts';
import type { Connection } from './connection.ts';
import type { Dialogue } from './dialogue.ts';
import { signInWithNtlm } from './ntlm/sign-in.ts';
import type { SessionObserver } from './observer.ts';
import { chooseMechanism, sizeLimit } from './server-offer.ts';
import type { SessionJob } from './session.ts';
import { SessionError } from './session-error.ts';
import type { SessionEnvironment } from './transport.ts';

/** Signs in, then names sender and recipients, then sends: as far as the job goes. */
export async function talk(
  job: SessionJob,
  dialogue: Dialogue,
  observer: SessionObserver,
  environment: SessionEnvironment,
): Promise<void> {
  await signIn(job.connection, dialogue, observer, environment);
  if (job.until === 'sign-in') return;
  const international = addressesOf(job).some((address) => !isAscii(address));
  if (international && !dialogue.offer.keywords.has('SMTPUTF8')) {
    observer.begin('sender');
    throw new SessionError('SMTPUTF8_NOT_OFFERED');
  }
  // RFC 1870 section 3: a server that names its limit needn't be bothered with a message over it.
  if (job.message.byteLength > (sizeLimit(dialogue.offer) ?? Number.POSITIVE_INFINITY)) {
    observer.begin('sender');
    throw new SessionError('OVER_SIZE_LIMIT');
  }
  if (job.until === 'send') {
    await dialogue.transfer(job.sender, job.recipients, job.message, international);
    return;
  }
  // RFC 6531 section 3.4.
  await dialogue.command(`MAIL FROM:<${job.sender}>${international ? ' SMTPUTF8' : ''}`);
  for (const recipient of job.recipients) {
    await dialogue.command(`RCPT TO:<${recipient}>`).catch((error) => {
      if (dialogue.failure !== undefined || dialogue.destroyed) throw error;
    });
  }
}

/** Every address that a message names, on its envelope and in From. */
export function addressesOf({ sender, author, recipients }: SessionJob): readonly string[] {
  return [sender, ...(author === undefined ? [] : [author]), ...recipients];
}

async function signIn(
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
