import type { Database } from '../store/database.ts';
import { MATCHES, patternOf } from './queue-store-search.ts';
import type { QueueStore } from './queue-store-type.ts';

/** The message whose texts a row of the list shows: of a storm, those of the one that stands for it. */
const SHOWN_BY = `CASE WHEN q.state <> 'similar' THEN q.delivery_id ELSE
  (SELECT h.delivery_id FROM queue h WHERE h.storm_head = q.storm_head AND h.state = 'held') END`;
const AFTER = 'delivery_id > @after ORDER BY delivery_id LIMIT @limit';

/** Which messages people mean, a piece at a time. */
export function openSelecting(database: Database): Pick<QueueStore, 'select'> {
  const ids = (sql: string) => database.prepare<[object], number>(sql).pluck();
  const all = ids(`SELECT delivery_id FROM queue WHERE ${AFTER}`);
  const ofState = ids(`SELECT delivery_id FROM queue INDEXED BY queue_by_state WHERE state = @state AND ${AFTER}`);
  const found = ids(
    `SELECT q.delivery_id FROM queue q JOIN deliveries d ON d.id = ${SHOWN_BY}
     WHERE (@state IS NULL OR q.state IN (@state, CASE @state WHEN 'held' THEN 'similar' END)) AND ${MATCHES}
       AND q.${AFTER}`,
  );
  const named = ids(
    `SELECT delivery_id FROM queue WHERE delivery_id IN (SELECT value FROM json_each(@ids)) AND ${AFTER}`,
  );
  // A storm is named by the message that it began with, wherever that is now, or by the one that stands for it.
  const storms = ids(
    `SELECT j.value FROM json_each(@ids) j
       WHERE EXISTS (SELECT 1 FROM queue WHERE storm_head = j.value AND state = 'similar')
     UNION SELECT h.storm_head FROM json_each(@ids) j JOIN queue h ON h.delivery_id = j.value
       WHERE h.state = 'held' AND h.storm_head IS NOT NULL`,
  );
  const ofStorm = ids(
    `SELECT delivery_id FROM queue INDEXED BY queue_by_storm WHERE storm_head = @storm AND state = 'similar' AND ${AFTER}`,
  );

  const first = (limit: number, lists: readonly (readonly number[])[]) =>
    [...new Set(lists.flat())].sort((one, other) => one - other).slice(0, limit);
  const selectNamed = (list: readonly number[], after: number, limit: number) => {
    const text = JSON.stringify(list);
    const members = storms.all({ ids: text }).map((storm) => ofStorm.all({ storm, after, limit }));
    return first(limit, [named.all({ ids: text, after, limit }), ...members]);
  };
  return {
    select: (selection, after, limit) => {
      if (selection.ids !== 'all') return selectNamed(selection.ids, after, limit);
      const { state } = selection;
      const text = patternOf(selection.search);
      if (text !== undefined) return found.all({ after, limit, state: state ?? null, text });
      if (state === undefined) return all.all({ after, limit });
      const states = state === 'held' ? ['held', 'similar'] : [state];
      return first(
        limit,
        states.map((each) => ofState.all({ state: each, after, limit })),
      );
    },
  };
}
