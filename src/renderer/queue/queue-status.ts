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

/** Gives how many messages wait for a person's decision: those that have failed, and those whose outcome is unknown. */
export function toDecide({ counts }: QueueStatus): number {
  return counts.failed + counts.unknown;
}

/** Keeps that up to date, for as long as the component is there. */
export function useQueueStatusEvents(): void {
  const queryClient = useQueryClient();
  const readAgain = useCoalesced(() => queryClient.invalidateQueries({ queryKey: queueStatusQuery.queryKey }));
  useBridgeEvent('queue.changed', readAgain);
}
