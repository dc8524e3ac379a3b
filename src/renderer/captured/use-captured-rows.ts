import { type UseInfiniteQueryResult, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { CapturedRow } from '../../shared/captured.ts';
import type { Output } from '../../shared/contract.ts';
import { callOperation } from '../data/call.ts';
import { useBridgeEvent } from '../data/use-bridge-event.ts';

const PAGE = 100;

type CapturedRows = {
  readonly rows: readonly CapturedRow[];
  readonly total: number;
  readonly query: UseInfiniteQueryResult<unknown>;
};

/** Reads what the capture server has kept, page by page as it is scrolled; all of what is shown again when it changes. */
export function useCapturedRows(): CapturedRows {
  const queryClient = useQueryClient();
  const query = useInfiniteQuery({
    queryKey: ['captured.list'],
    queryFn: ({ pageParam }) =>
      callOperation('captured.list', { limit: PAGE, ...(pageParam === undefined ? {} : { before: pageParam }) }),
    initialPageParam: undefined as number | undefined,
    // Only what is shown is kept up to date, so nothing else is kept.
    gcTime: 0,
    getNextPageParam: (page: Output<'captured.list'>) => page.next ?? undefined,
  });
  useBridgeEvent('captured.changed', () => void queryClient.invalidateQueries({ queryKey: ['captured.list'] }));
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.rows) ?? [], [query.data]);
  return { rows, total: query.data?.pages.at(-1)?.total ?? 0, query };
}
