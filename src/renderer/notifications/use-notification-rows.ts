import { keepPreviousData, type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Output } from '../../shared/contract.ts';
import { callOperation } from '../data/call.ts';
import { useBridgeEvent } from '../data/use-bridge-event.ts';

/** While somebody types, the search waits for the hand to rest. */
const TYPED_MS = 150;

/** Reads the notifications that a search finds, and again whenever one changes. */
export function useNotificationRows(search: string): UseQueryResult<Output<'notifications.list'>> {
  const queryClient = useQueryClient();
  const [settled, setSettled] = useState(search);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(search.trim()), TYPED_MS);
    return () => clearTimeout(timer);
  }, [search]);
  useBridgeEvent(
    'notifications.changed',
    () => void queryClient.invalidateQueries({ queryKey: ['notifications.list'] }),
  );
  return useQuery({
    queryKey: ['notifications.list', settled],
    queryFn: () => callOperation('notifications.list', settled === '' ? {} : { search: settled }),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
}
