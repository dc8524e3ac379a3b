import { keepPreviousData, type UseInfiniteQueryResult, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Output } from '../../shared/contract.ts';
import type { QueueItem, QueueState } from '../../shared/queue.ts';
import { callOperation } from '../data/call.ts';
import { useBridgeEvent } from '../data/use-bridge-event.ts';
import { useCoalesced } from '../data/use-coalesced.ts';

const PAGE = 200;
/** After so many pages have been read again, this long passes before the next time: the service has other things to do. */
const REST_MS_PER_PAGE = 150;
const MOST_TIMES = 3;

export type QueueFilter = { readonly state: QueueState | 'all'; readonly search: string };

type QueueRows = {
  readonly rows: readonly QueueItem[];
  /** How many rows the filter shows, read or not. */
  readonly total: number;
  /** The same in messages: a storm's row is many. */
  readonly messages: number;
  /** The newest message that there was. */
  readonly newest: number;
  readonly query: UseInfiniteQueryResult<unknown>;
};

/** Gives a filter as operations take it. */
export function filterInput({ state, search }: QueueFilter): { state?: QueueState; search?: string } {
  return { ...(state !== 'all' && { state }), ...(search !== '' && { search }) };
}

/** Reads the queue page by page as it is scrolled; all of what is shown again when it changes. */
export function useQueueRows(filter: QueueFilter): QueueRows {
  const queryClient = useQueryClient();
  const queryKey = ['queue.list', filter.state, filter.search];
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => callOperation('queue.list', { limit: PAGE, after: pageParam, ...filterInput(filter) }),
    initialPageParam: 0,
    getNextPageParam: (page: Output<'queue.list'>) => page.next ?? undefined,
    // Only what is shown is kept up to date, so nothing else is kept.
    gcTime: 0,
    placeholderData: keepPreviousData,
  });
  const readAgain = useCoalesced(async () => {
    const underWay = () => queryClient.isFetching({ queryKey }) > 0;
    for (let time = 0; time < MOST_TIMES; time++) {
      // What began before may miss what has changed since, and to read a further page breaks this off.
      const mayMiss = underWay();
      const { data } = await query.refetch({ cancelRefetch: false });
      const further = (data?.pages.length ?? 1) - 1;
      if (further > 0) await new Promise((done) => setTimeout(done, further * REST_MS_PER_PAGE));
      if (!mayMiss && !underWay()) return;
    }
  });
  useBridgeEvent('queue.changed', readAgain);
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const { total = 0, messages = 0, newest = 0 } = query.data?.pages.at(-1) ?? {};
  return { rows, total, messages, newest, query };
}
