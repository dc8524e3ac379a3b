import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { Output } from '../../shared/contract.ts';
import type { QueueAction } from '../../shared/queue.ts';
import { callOperation } from '../data/call.ts';
import { useBridgeEvent } from '../data/use-bridge-event.ts';
import { useCoalesced } from '../data/use-coalesced.ts';
import { type Marked, selectionsOf } from './marked.ts';

export type Count = Output<'queue.count'>;

/**
 * Gives to how many messages an action would be done now, or how many are marked at all; undefined until that is known, and
 * for nothing to count. `newest` is the newest message that there was when it was counted first: later ones don't count.
 */
export function useCount(action: QueueAction | null, marked: Marked | null): Count | undefined {
  const queryClient = useQueryClient();
  const since = useRef<number | undefined>(undefined);
  const queryKey = ['queue.count', action, marked && selectionsOf(marked)];
  const query = useQuery({
    queryKey,
    enabled: marked !== null,
    gcTime: 0,
    queryFn: async (): Promise<Count> => {
      const counts: Count[] = [];
      for (const { ids, ...selection } of marked === null ? [] : selectionsOf(marked))
        counts.push(
          await callOperation('queue.count', {
            ...(since.current !== undefined && { upTo: since.current }),
            ...selection,
            ids: ids === 'all' ? ids : [...ids],
            ...(action !== null && { action }),
          }),
        );
      since.current ??= counts[0]?.newest ?? 0;
      return { messages: counts.reduce((sum, { messages }) => sum + messages, 0), newest: since.current };
    },
  });
  useBridgeEvent(
    'queue.changed',
    useCoalesced(() => queryClient.invalidateQueries({ queryKey })),
  );
  return query.data;
}
