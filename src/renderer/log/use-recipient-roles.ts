import { useQuery } from '@tanstack/react-query';
import type { Delivery } from '../../shared/delivery.ts';
import type { MessageView } from '../../shared/message.ts';
import { callOperation } from '../data/call.ts';
import type { RecipientRole } from '../delivery/recipient-role.ts';
import { rolesIn } from './recipient-roles.ts';

/** Gives which recipients a notification's message names under To and CC, and whom it doesn't name; undefined where that isn't known. */
export function useRecipientRoles({ id, kind, recipients }: Delivery): ReadonlyMap<string, RecipientRole> | undefined {
  const query = useQuery<MessageView>({
    queryKey: ['log.message', id],
    queryFn: () => callOperation('log.message', { id }),
    // One alone is whom it is to.
    enabled: kind === 'notification' && recipients.length > 1,
  });
  return query.data === undefined ? undefined : rolesIn(query.data.headers, recipients);
}
