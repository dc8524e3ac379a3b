import { useQuery } from '@tanstack/react-query';
import type { ActionInput } from '../../shared/action.ts';
import { callOperation } from '../data/call.ts';
import { exampleAction } from './curl-example.ts';

/** Enough to find one that asks for no file. */
const LOOKED_AT_MOST = 10;

/** Gives an Action that can be run as it is, by a notification that there is; undefined when there is none, or not yet. */
export function useExampleAction(): ActionInput | undefined {
  const query = useQuery({ queryKey: ['exampleAction'], queryFn: findExample, staleTime: 0, gcTime: 0 });
  return query.data ?? undefined;
}

async function findExample(): Promise<ActionInput | null> {
  const { rows } = await callOperation('notifications.list', {});
  for (const { id } of rows.filter(({ enabled }) => enabled).slice(0, LOOKED_AT_MOST)) {
    const { notification, notices } = await callOperation('notifications.get', { id });
    const action = notices.length > 0 ? undefined : exampleAction(notification);
    if (action !== undefined) return action;
  }
  return null;
}
