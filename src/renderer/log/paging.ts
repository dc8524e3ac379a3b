import type { InfiniteData } from '@tanstack/react-query';
import type { Output } from '../../shared/contract.ts';

export type LogPage = Output<'log.list'>;
export type LogPages = InfiniteData<LogPage, number | undefined>;

/**
 * Puts the newest page, read again, over what is there: new rows come in on top, changed ones change, and what was read
 * below stays. When more has come in than fits on one page, there would be a gap, so only the newest page is kept.
 */
export function withNewestPage(pages: LogPages, newest: LogPage): LogPages {
  const known = pages.pages.flatMap((page) => page.rows);
  const oldestOfNewest = newest.rows.at(-1)?.id;
  const newestKnown = known[0]?.id;
  const onlyNewest: LogPages = { pages: [newest], pageParams: [undefined] };
  if (newest.next === null || oldestOfNewest === undefined || newestKnown === undefined) return onlyNewest;
  if (oldestOfNewest > newestKnown) return onlyNewest;
  const rows = [...newest.rows, ...known.filter((row) => row.id < oldestOfNewest)];
  return { pages: [{ rows, next: pages.pages.at(-1)?.next ?? null }], pageParams: [undefined] };
}
