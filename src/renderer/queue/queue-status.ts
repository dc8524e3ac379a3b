import { queryOptions, type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import type { QueueStatus } from '../../shared/queue.ts';
import { callOperation } from '../data/call.ts';
import { useBridgeEvent } from '../data/use-bridge-event.ts';
import { useCoalesced } from '../data/use-coalesced.ts';

const queueStatusQuery = queryOptions({
  queryKey: ['queue.status'],
  queryFn: () => callOperation('queue.status', {}),
});

/** Reads how the queue is: paused, cut off, how many wait. */
export function useQueueStatus(): UseQueryResult<QueueStatus> {
  return useQuery(queueStatusQuery);
}

/** Keeps that up to date, for as long as the component is there. */
export function useQueueStatusEvents(): void {
  const queryClient = useQueryClient();
  const readAgain = useCoalesced(() => queryClient.invalidateQueries({ queryKey: queueStatusQuery.queryKey }));
  useBridgeEvent('queue.changed', readAgain);
}
