import {
  isPossibleFor,
  possibleIn,
  type QueueAction,
  type QueueSelection,
  queueStateSchema,
  type WaitReason,
} from '../../../shared/queue.ts';
import type { Database } from '../../store/database.ts';
import { openScanning, type Scanned, shownState, storedStates } from './queue-store-search.ts';
import type { QueueStore } from './queue-store-type.ts';

/** Ids that one statement looks up. */
const NAMED_AT_ONCE = 1_000;

type Named = Scanned & { readonly stormHead: number | null };

/** Which messages people mean, a piece at a time. */
export function openSelecting(database: Database): Pick<QueueStore, 'select' | 'newest' | 'countWithoutRecipients'> {
  const scan = openScanning(database);
  const newest = database.prepare<[], number>('SELECT max(delivery_id) FROM queue').pluck();
  const named = database.prepare<[string], Named>(
    `SELECT delivery_id AS id, state, waits_for AS waitsFor, 1 AS matches, storm_head AS stormHead FROM queue
     WHERE delivery_id IN (SELECT value FROM json_each(?)) ORDER BY delivery_id`,
  );
  const withoutRecipients = database
    .prepare<[string], number>(
      `SELECT count(*) FROM queue WHERE delivery_id IN (SELECT value FROM json_each(?))
         AND json_array_length(recipients, '$.to') + json_array_length(recipients, '$.cc')
           + json_array_length(recipients, '$.bcc') = 0`,
    )
    .pluck();
  const begunWith = database
    .prepare<[string], number>(
      `SELECT j.value FROM json_each(?) j
       WHERE EXISTS (SELECT 1 FROM queue WHERE storm_head = j.value AND state IN ('held', 'similar'))`,
    )
    .pluck();
  const ofStorm = database.prepare<[object], Scanned>(
    `SELECT delivery_id AS id, state, waits_for AS waitsFor, 1 AS matches FROM queue INDEXED BY queue_by_storm
     WHERE storm_head = @storm AND state = @state AND delivery_id > CAST(@after AS INTEGER)
     ORDER BY delivery_id LIMIT ${NAMED_AT_ONCE}`,
  );

  function* membersOf(storm: number) {
    for (const state of ['held', 'similar']) {
      for (let after = 0; ; ) {
        const members = ofStorm.all({ storm, state, after });
        yield members;
        if (members.length < NAMED_AT_ONCE) break;
        after = members.at(-1)?.id ?? after;
      }
    }
  }

  /** The messages themselves, then those of the storms that they name: by the message that one began with, or that stands for it. */
  function* scanNamed(selected: readonly number[]) {
    const ids = [...new Set(selected)];
    const storms = new Set<number>();
    for (let from = 0; from < ids.length; from += NAMED_AT_ONCE) {
      const text = JSON.stringify(ids.slice(from, from + NAMED_AT_ONCE));
      const piece = named.all(text);
      for (const { state, stormHead } of piece) if (state === 'held' && stormHead !== null) storms.add(stormHead);
      for (const storm of begunWith.all(text)) storms.add(storm);
      yield piece;
    }
    const seen = new Set(ids);
    for (const storm of storms) for (const members of membersOf(storm)) yield members.filter(({ id }) => !seen.has(id));
  }

  function* select({ ids, state, search, upTo }: QueueSelection, action?: QueueAction) {
    const until = upTo ?? newest.get() ?? 0;
    const states = (action === undefined ? queueStateSchema.options : possibleIn[action]).filter(
      (each) => ids !== 'all' || state === undefined || each === state,
    );
    const pieces =
      ids === 'all' ? scan({ states: storedStates(states), search, after: 0, upTo: until }) : scanNamed(ids);
    const fits = ({ id, matches, ...row }: Scanned) =>
      id <= until &&
      matches === 1 &&
      (action === undefined ||
        isPossibleFor(action, { state: shownState(row.state), waitsFor: row.waitsFor as WaitReason | null }));
    for (const piece of pieces) yield piece.filter(fits).map(({ id }) => id);
  }

  return {
    select,
    newest: () => newest.get() ?? 0,
    countWithoutRecipients: (ids) => withoutRecipients.get(JSON.stringify(ids)) ?? 0,
  };
}
