import type { MessageView } from '../../shared/message.ts';
import type { RecipientRole } from '../delivery/recipient-role.ts';

/**
 * Gives where a message's header names each recipient (RFC 5322 section 3.6.3): who is in neither To nor Cc got it as BCC.
 * Undefined when the message isn't kept, so that nothing is told of it.
 */
export function rolesIn(
  headers: MessageView['headers'],
  recipients: readonly string[],
): ReadonlyMap<string, RecipientRole> | undefined {
  if (headers.length === 0) return undefined;
  const to = addressesIn(headers, 'to');
  const cc = addressesIn(headers, 'cc');
  const known = new Set(recipients.map((address) => address.toLowerCase()));
  // One that is written otherwise than the envelope has it would be taken for nobody, and its recipient for a hidden one.
  const tellsAll = [...to, ...cc].every((address) => known.has(address));
  const roleOf = (address: string) => (to.has(address) ? 'to' : cc.has(address) ? 'cc' : tellsAll ? 'bcc' : undefined);
  return new Map(
    recipients.flatMap((address) => {
      const role = roleOf(address.toLowerCase());
      return role === undefined ? [] : [[address, role] as const];
    }),
  );
}

/** What stands in angle brackets or between commas is enough: each is compared as a whole with an address that is known. */
function addressesIn(headers: MessageView['headers'], name: string): ReadonlySet<string> {
  const lines = headers.filter((header) => header.name.toLowerCase() === name).map(({ value }) => value.toLowerCase());
  return new Set(lines.flatMap((line) => line.split(/[<>,\s]+/)).filter((word) => word.includes('@')));
}
