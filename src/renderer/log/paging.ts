import type { InfiniteData } from '@tanstack/react-query';
import type { Output } from '../../shared/contract.ts';

export type LogPage = Output<'log.list'>;
export type LogPages = InfiniteData<LogPage, number | undefined>;

/**
 * Puts the newest page, read again, over what is there: new rows come in on top, changed ones change, one that something has
 * come of anew moves up, and what was read below stays. When more has come in than fits on one page, there would be a gap, so
 * only the newest page is kept.
 */
export function withNewestPage(pages: LogPages, newest: LogPage): LogPages {
  const onlyNewest: LogPages = { pages: [newest], pageParams: [undefined] };
  if (newest.next === null) return onlyNewest;
  const known = pages.pages.flatMap((page) => page.rows);
  const last = newest.rows.at(-1);
  // One with another time has moved up to where it is now, so what follows it there is not what followed it before.
  const joint = known.findIndex((row) => row.id === last?.id && row.at === last.at);
  if (joint === -1) return onlyNewest;
  const renewed = new Set(newest.rows.map((row) => row.id));
  const rows = [...newest.rows, ...known.slice(joint + 1).filter((row) => !renewed.has(row.id))];
  return { pages: [{ rows, next: pages.pages.at(-1)?.next ?? null }], pageParams: [undefined] };
}
