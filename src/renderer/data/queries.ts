import { queryOptions, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { Output } from '../../shared/contract.ts';
import { callOperation } from './call.ts';

/** The active settings with what belongs to them. */
export const settingsQuery = queryOptions({
  queryKey: ['settings.get'],
  queryFn: () => callOperation('settings.get', {}),
});

/** Reads the active settings. */
export function useSettings(): UseQueryResult<Output<'settings.get'>> {
  return useQuery(settingsQuery);
}

/** Reads what this Postroom is: its version, computer and data folder. */
export function useAppInfo(): UseQueryResult<Output<'app.info'>> {
  return useQuery({ queryKey: ['app.info'], queryFn: () => callOperation('app.info', {}) });
}
