import { QueryClient } from '@tanstack/react-query';
import { FailureError } from './call.ts';

/** What was read stays good until an event says that it changed, so nothing is read again on a timer or on focus. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        // The service is on this computer: whether the network is up says nothing about it.
        networkMode: 'always',
        retry: (_count, error) => error instanceof FailureError && error.failure.code === 'SERVICE_UNREACHABLE',
        retryDelay: (attempt) => Math.min(500 * 2 ** attempt, 10_000),
      },
    },
  });
}
