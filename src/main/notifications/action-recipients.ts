import { domainOf, type Mailbox, parseMailbox } from '../../shared/address.ts';
import { t } from '../../shared/catalogue/index.ts';
import { type Failure, fail, type Result, succeed } from '../../shared/result.ts';
import { RECIPIENT_LIMIT } from '../../shared/test-message.ts';

type Recipients = {
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
  readonly bcc: readonly Mailbox[];
};

export type Addressed = Recipients & {
  /** Why there is nobody left, if so: the notification names nobody, or nobody but the initiator. */
  readonly nobody: 'named' | 'but-initiator' | undefined;
};

/**
 * Says whom a message goes to: each address once, in To before Cc before Bcc. More than RECIPIENT_LIMIT are INVALID_INPUT.
 *
 * @param initiator who ran the Action; taken out of To when it is an address. Undefined when it may stay
 */
export function addressTo(filled: Recipients, initiator: string | undefined): Result<Addressed> {
  const seen = new Set<string>();
  const each = (mailboxes: readonly Mailbox[]) =>
    mailboxes.filter(({ address }) => {
      const key = sameAddress(address);
      return !seen.has(key) && seen.add(key);
    });
  const self = parseMailbox(initiator ?? '');
  const isSelf = ({ address }: Mailbox) => self.ok && address.toLowerCase() === self.value.address.toLowerCase();
  const to = each(filled.to.filter((mailbox) => !isSelf(mailbox)));
  const cc = each(filled.cc);
  const bcc = each(filled.bcc);
  if (seen.size > RECIPIENT_LIMIT)
    return fail({ code: 'INVALID_INPUT', field: 'to', message: t('address.tooMany', { limit: RECIPIENT_LIMIT }) });
  const nobody = seen.size > 0 ? undefined : filled.to.length > 0 ? 'but-initiator' : 'named';
  return succeed({ to, cc, bcc, nobody });
}

export function withoutRecipients(notification: string, nobody: 'named' | 'but-initiator'): Failure {
  return nobody === 'named'
    ? {
        code: 'RECIPIENT_MISSING',
        field: 'to',
        message: t('action.nobody', { notification }),
        help: t('action.nobody.help'),
      }
    : { code: 'RECIPIENT_MISSING', field: 'to', message: t('action.nobodyButInitiator', { notification }) };
}

/** Domains have no case (RFC 5321 section 2.4); a local part's is its server's affair. */
function sameAddress(address: string): string {
  const domain = domainOf(address);
  return address.slice(0, -domain.length) + domain.toLowerCase();
}
