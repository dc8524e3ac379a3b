import { keepPreviousData, type UseInfiniteQueryResult, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { DeliveryRow, DeliveryStatus } from '../../shared/delivery.ts';
import { callOperation } from '../data/call.ts';
import { useBridgeEvent } from '../data/use-bridge-event.ts';
import { useCoalesced } from '../data/use-coalesced.ts';
import { type LogPage, type LogPages, withNewestPage } from './paging.ts';

const PAGE = 100;

type LogRows = {
  readonly rows: readonly DeliveryRow[];
  readonly query: UseInfiniteQueryResult<unknown>;
};

/** Reads the log page by page as it is scrolled, and keeps its top up to date while it is open. */
export function useLogRows(status: DeliveryStatus | undefined): LogRows {
  const queryClient = useQueryClient();
  const key = ['log.list', status ?? 'all'];
  const read = (before: number | undefined) =>
    callOperation('log.list', {
      limit: PAGE,
      ...(before === undefined ? {} : { before }),
      ...(status === undefined ? {} : { status }),
    });
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page: LogPage) => page.next ?? undefined,
    // Only what is shown is kept up to date, so nothing else is kept.
    gcTime: 0,
    placeholderData: keepPreviousData,
  });

  const refreshTop = useCoalesced(async () => {
    const newest = await read(undefined).catch(() => undefined);
    if (newest === undefined) return;
    queryClient.setQueryData<LogPages>(key, (pages) => pages && withNewestPage(pages, newest));
  });
  useBridgeEvent('log.changed', refreshTop);

  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.rows) ?? [], [query.data]);
  return { rows, query };
}
