import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { QueueState } from '../../shared/queue.ts';
import { callOperation } from '../data/call.ts';
import { useBridgeEvent } from '../data/use-bridge-event.ts';
import { useCoalesced } from '../data/use-coalesced.ts';
import { type Marked, narrowed, possibleIn, type QueueAction } from './marked.ts';
import type { QueueFilter } from './use-queue-rows.ts';

const PAGE = 500;
/** Enough for 10,000 rows. */
const MOST_PAGES = 20;

/** Gives to how many messages an action would be done now; undefined until that is known. */
export function useExactCount(action: QueueAction, marked: Marked): number | undefined {
  const queryClient = useQueryClient();
  const filter = marked.kind === 'all' ? marked.filter : null;
  const queryKey = ['queue.count', action, filter];
  const query = useQuery({
    queryKey,
    enabled: filter !== null,
    gcTime: 0,
    queryFn: () => countMessages(action, filter ?? { state: 'all', search: '' }),
  });
  useBridgeEvent(
    'queue.changed',
    useCoalesced(() => queryClient.invalidateQueries({ queryKey })),
  );
  return marked.kind === 'rows' ? narrowed(action, marked).count : query.data;
}

async function countMessages(action: QueueAction, filter: QueueFilter): Promise<number> {
  const states = possibleIn[action].filter((state) => filter.state === 'all' || filter.state === state);
  const { counts } = await callOperation('queue.status', {});
  const found = states.map((state) => (filter.search === '' ? counts[state] : countFound(state, filter.search)));
  return (await Promise.all(found)).reduce((sum, count) => sum + count, 0);
}

/** Rows are counted by main; how many more those of storms stand for has to be read from them. */
async function countFound(state: QueueState, search: string): Promise<number> {
  const { total } = await callOperation('queue.list', { limit: 1, state, search });
  if (state !== 'held') return total;
  let similar = 0;
  let after: number | null = 0;
  for (let page = 0; page < MOST_PAGES && after !== null; page++) {
    const { items, next }: Awaited<ReturnType<typeof readPage>> = await readPage(search, after);
    similar += items.reduce((sum, item) => sum + item.similar, 0);
    after = next;
  }
  return total + similar;
}

function readPage(search: string, after: number) {
  return callOperation('queue.list', { limit: PAGE, state: 'held', search, after });
}
