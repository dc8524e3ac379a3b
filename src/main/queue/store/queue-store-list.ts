import { endpointText } from '../../../shared/host.ts';
import type { HoldReason, QueueItem, QueueState, WaitReason } from '../../../shared/queue.ts';
import type { Failure } from '../../../shared/result.ts';
import type { Database } from '../../store/database.ts';
import { NUMBER } from '../../store/parameter.ts';
import type { NewMessage } from './queue-message.ts';
import { NEVER } from './queue-store-order.ts';
import { isSearch, openScanning, storedStates } from './queue-store-search.ts';
import type { QueueStore } from './queue-store-type.ts';

/** A row of `queue` with its delivery, as SQL gives it. `recipients` and `error` are JSON text. */
type Row = Pick<QueueItem, 'id' | 'notification' | 'initiator' | 'queuedAt' | 'from' | 'subject' | 'messageId'> &
  Pick<QueueItem, 'attempts' | 'contentType' | 'sizeBytes' | 'lastReply'> & {
    readonly state: QueueState;
    readonly host: string;
    readonly port: number;
    readonly recipients: string;
    readonly dueAt: number;
    readonly waitsFor: WaitReason | null;
    readonly heldBecause: HoldReason | null;
    readonly sendNow: number;
    readonly attachmentCount: number;
    readonly attachmentBytes: number;
    readonly error: string | null;
    readonly similar: number;
  };

const shownStates = ['pending', 'sending', 'failed', 'held', 'unknown'] as const satisfies readonly QueueState[];

const COLUMNS = `q.delivery_id AS id, q.state, d.notification, d.initiator, d.created_at AS queuedAt, d.host, d.port,
  d.sender AS "from", q.recipients, d.subject, d.message_id AS messageId, d.attempts, q.due_at AS dueAt,
  q.waits_for AS waitsFor, q.held_because AS heldBecause, q.send_now AS sendNow, q.attachment_count AS attachmentCount,
  q.attachment_bytes AS attachmentBytes, q.content_type AS contentType, d.size_bytes AS sizeBytes, d.reply AS lastReply,
  d.error, (SELECT count(*) FROM queue o WHERE o.storm_head = q.storm_head AND o.state = 'similar') AS similar`;
/** The ids of what a page may show, in order: each state's by its index, so that what a storm's head stands for is never read. */
const SHOWN = shownStates
  .map(
    (state) =>
      `SELECT delivery_id FROM queue INDEXED BY queue_by_state WHERE state = '${state}' AND delivery_id > @after`,
  )
  .join(' UNION ALL ');

/** Reading the queue as people see it. */
export function openListing(
  database: Database,
): Pick<QueueStore, 'list' | 'search' | 'count' | 'countFound' | 'counts' | 'nextDue'> {
  const scan = openScanning(database);
  const all = database.prepare<[object], Row>(
    `SELECT ${COLUMNS} FROM (${SHOWN} ORDER BY delivery_id LIMIT @limit) s CROSS JOIN queue q ON q.delivery_id = s.delivery_id
     JOIN deliveries d ON d.id = q.delivery_id ORDER BY s.delivery_id`,
  );
  const ofState = database.prepare<[object], Row>(
    `SELECT ${COLUMNS} FROM queue q INDEXED BY queue_by_state JOIN deliveries d ON d.id = q.delivery_id
     WHERE q.state = @state AND q.delivery_id > @after ORDER BY q.delivery_id LIMIT @limit`,
  );
  const one = database.prepare<[number], Row>(
    `SELECT ${COLUMNS} FROM queue q JOIN deliveries d ON d.id = q.delivery_id
     WHERE q.delivery_id = ${NUMBER} AND q.state <> 'similar'`,
  );
  const byState = database.prepare<[], { state: string; messages: number }>(
    'SELECT state, count(*) AS messages FROM queue GROUP BY state',
  );
  const nextDue = database
    .prepare<[], number>(
      "SELECT due_at FROM queue INDEXED BY queue_due WHERE state = 'pending' ORDER BY due_at LIMIT 1",
    )
    .pluck();

  const totals = () => {
    const messages = Object.fromEntries(byState.all().map((row) => [row.state, row.messages]));
    return (state: QueueState | 'similar') => messages[state] ?? 0;
  };
  const list: QueueStore['list'] = ({ after, limit, state }) =>
    (state === undefined ? all.all({ after, limit }) : ofState.all({ after, limit, state })).map(toItem);

  function* search(filter: Parameters<QueueStore['search']>[0]): Generator<readonly QueueItem[]> {
    const { after, state, search: text } = filter;
    if (!isSearch(text)) {
      yield list(filter);
      return;
    }
    const states: readonly QueueState[] = state === undefined ? shownStates : [state];
    let left = filter.limit;
    for (const piece of scan({ states, search: text, after, upTo: NEVER })) {
      const found = piece.filter(({ matches }) => matches === 1).slice(0, left);
      const rows = found.map(({ id }) => one.get(id)).filter((row) => row !== undefined);
      yield rows.map(toItem);
      left -= rows.length;
      if (left <= 0) return;
    }
  }

  const countRows: QueueStore['count'] = ({ state }) => {
    const of = totals();
    return state === undefined ? shownStates.reduce((sum, each) => sum + of(each), 0) : of(state);
  };
  const counts: QueueStore['counts'] = () => {
    const of = totals();
    return {
      pending: of('pending'),
      sending: of('sending'),
      failed: of('failed'),
      held: of('held') + of('similar'),
      unknown: of('unknown'),
    };
  };

  function* countFound({
    state,
    search: text,
  }: Parameters<QueueStore['countFound']>[0]): Generator<{ rows: number; messages: number }> {
    const states: readonly QueueState[] = state === undefined ? shownStates : [state];
    if (!isSearch(text)) {
      const of = totals();
      const rows = states.reduce<number>((sum, each) => sum + of(each), 0);
      yield { rows, messages: rows + (states.includes('held') ? of('similar') : 0) };
      return;
    }
    for (const piece of scan({ states: storedStates(states), search: text, after: 0, upTo: NEVER })) {
      const found = piece.filter(({ matches }) => matches === 1);
      yield { rows: found.filter((row) => row.state !== 'similar').length, messages: found.length };
    }
  }

  return {
    list,
    search,
    count: countRows,
    countFound,
    counts,
    nextDue: () => {
      const due = nextDue.get();
      return due === undefined || due >= NEVER ? undefined : due;
    },
  };
}

function toItem(row: Row): QueueItem {
  const { host, port, recipients, dueAt, attachmentCount, attachmentBytes, error, sendNow, waitsFor, ...rest } = row;
  const { to, cc, bcc } = JSON.parse(recipients) as NewMessage['recipients'];
  const isDue = row.state === 'pending' && dueAt < NEVER;
  return {
    ...rest,
    kind: 'notification',
    server: endpointText(host, port),
    to: [...to],
    cc: [...cc],
    bcc: [...bcc],
    nextAttemptAt: isDue ? new Date(dueAt).toISOString() : null,
    waitsFor: row.state === 'pending' ? waitsFor : null,
    sendNow: sendNow > 0,
    attachments: { count: attachmentCount, sizeBytes: attachmentBytes },
    error: error === null ? null : (JSON.parse(error) as Failure),
  };
}
