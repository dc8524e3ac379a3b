import { type QueueState, queueStateSchema } from '../../../shared/queue.ts';
import type { Database } from '../../store/database.ts';

/** Messages that one statement looks at: some milliseconds' worth, so that nothing else has to wait long in between. */
const PIECE = 1_000;

/** As it is stored: `similar` is a held message that another one of its storm stands for. */
export type StoredState = QueueState | 'similar';

/** Gives a state as people see it. */
export function shownState(state: StoredState): QueueState {
  return state === 'similar' ? 'held' : state;
}

/** Gives the states as they are stored that go by these names. */
export function storedStates(states: readonly QueueState[]): readonly StoredState[] {
  return states.includes('held') ? [...states, 'similar'] : states;
}

export type Scan = {
  readonly states: readonly StoredState[];
  readonly search?: string | undefined;
  readonly after: number;
  readonly upTo: number;
};

export type Scanned = {
  readonly id: number;
  readonly state: StoredState;
  readonly waitsFor: string | null;
  /** It has the text that was looked for. */
  readonly matches: number;
};

/** Goes through messages in the order of their ids, a piece at each step; gives all that it looked at in a step. */
export type Scanning = (scan: Scan) => Generator<readonly Scanned[], void, undefined>;

/** The ids in these states, in order: each state's by its index; one that isn't asked for is never looked at. */
const IN_STATES = [...queueStateSchema.options, 'similar']
  .map(
    (state) => `SELECT delivery_id FROM queue INDEXED BY queue_by_state WHERE state = '${state}'
      AND instr(@states, '${state}') > 0 AND delivery_id > CAST(@after AS INTEGER) AND delivery_id <= CAST(@upTo AS INTEGER)`,
  )
  .join(' UNION ALL ');
const SCANNED = `(${IN_STATES} ORDER BY delivery_id LIMIT ${PIECE}) s CROSS JOIN queue q ON q.delivery_id = s.delivery_id`;
/** The message whose texts a row of the list shows: of a storm, those of the one that stands for it. */
const SHOWN_BY = `CASE WHEN q.state <> 'similar' THEN q.delivery_id ELSE
  (SELECT h.delivery_id FROM queue h WHERE h.storm_head = q.storm_head AND h.state = 'held') END`;
const MATCHES = ['d.subject', 'd.recipients', 'd.sender', 'd.notification', 'd.initiator']
  .map((text) => `coalesce(${text} LIKE @text ESCAPE '\\', 0)`)
  .join(' OR ');

export function openScanning(database: Database): Scanning {
  const all = database.prepare<[object], Scanned>(
    `SELECT q.delivery_id AS id, q.state, q.waits_for AS waitsFor, 1 AS matches FROM ${SCANNED}`,
  );
  const searched = database.prepare<[object], Scanned>(
    `SELECT q.delivery_id AS id, q.state, q.waits_for AS waitsFor, ${MATCHES} AS matches FROM ${SCANNED}
     LEFT JOIN deliveries d ON d.id = ${SHOWN_BY}`,
  );
  return function* scan({ states, search, after, upTo }) {
    const text = patternOf(search);
    const names = states.join(' ');
    for (let last = after; ; ) {
      const range = { states: names, after: last, upTo };
      const piece = text === undefined ? all.all(range) : searched.all({ ...range, text });
      if (piece.length > 0) yield piece;
      if (piece.length < PIECE) return;
      last = piece.at(-1)?.id ?? upTo;
    }
  };
}

/** True when a search asks for something. */
export function isSearch(search: string | undefined): boolean {
  return patternOf(search) !== undefined;
}

/** A text as LIKE takes it; undefined when everything matches. */
function patternOf(search: string | undefined): string | undefined {
  const text = search?.trim() ?? '';
  return text === '' ? undefined : `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
