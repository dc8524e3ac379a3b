import { endpointText } from '../../shared/host.ts';
import type { HoldReason, QueueItem, QueueState, WaitReason } from '../../shared/queue.ts';
import type { Failure } from '../../shared/result.ts';
import type { Database } from '../store/database.ts';
import { NEVER } from './queue-store-order.ts';
import { MATCHES, patternOf } from './queue-store-search.ts';
import type { NewMessage, QueueStore } from './queue-store-type.ts';

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
export function openListing(database: Database): Pick<QueueStore, 'list' | 'count' | 'counts' | 'nextDue'> {
  const page = (where: string, from: string) =>
    database.prepare<[object], Row>(
      `SELECT ${COLUMNS} FROM ${from} JOIN deliveries d ON d.id = q.delivery_id
       WHERE ${where} ORDER BY q.delivery_id LIMIT @limit`,
    );
  const all = database.prepare<[object], Row>(
    `SELECT ${COLUMNS} FROM (${SHOWN} ORDER BY delivery_id LIMIT @limit) s CROSS JOIN queue q ON q.delivery_id = s.delivery_id
     JOIN deliveries d ON d.id = q.delivery_id ORDER BY s.delivery_id`,
  );
  const ofState = page('q.state = @state AND q.delivery_id > @after', 'queue q INDEXED BY queue_by_state');
  const found = page(`q.state <> 'similar' AND q.delivery_id > @after AND ${MATCHES}`, 'queue q');
  const foundOfState = page(
    `q.state = @state AND q.delivery_id > @after AND ${MATCHES}`,
    'queue q INDEXED BY queue_by_state',
  );
  const countFound = database
    .prepare<[object], number>(
      `SELECT count(*) FROM queue q JOIN deliveries d ON d.id = q.delivery_id
       WHERE q.state <> 'similar' AND (@state IS NULL OR q.state = @state) AND ${MATCHES}`,
    )
    .pluck();
  const byState = database.prepare<[], { state: string; messages: number }>(
    'SELECT state, count(*) AS messages FROM queue GROUP BY state',
  );
  const nextDue = database
    .prepare<[], number>(
      "SELECT due_at FROM queue INDEXED BY queue_due WHERE state = 'pending' ORDER BY due_at LIMIT 1",
    )
    .pluck();
  const nextToSendNow = database
    .prepare<[], number>(
      "SELECT due_at FROM queue INDEXED BY queue_send_now WHERE state = 'pending' AND send_now = 1 ORDER BY due_at LIMIT 1",
    )
    .pluck();

  const totals = () => {
    const messages = Object.fromEntries(byState.all().map((row) => [row.state, row.messages]));
    return (state: QueueState | 'similar') => messages[state] ?? 0;
  };
  return {
    list: ({ after, limit, state, search }) => {
      const text = patternOf(search);
      if (text === undefined)
        return (state === undefined ? all.all({ after, limit }) : ofState.all({ after, limit, state })).map(toItem);
      const rows =
        state === undefined ? found.all({ after, limit, text }) : foundOfState.all({ after, limit, state, text });
      return rows.map(toItem);
    },
    count: ({ state, search }) => {
      const text = patternOf(search);
      if (text !== undefined) return countFound.get({ state: state ?? null, text }) ?? 0;
      const of = totals();
      return state === undefined ? shownStates.reduce((sum, each) => sum + of(each), 0) : of(state);
    },
    counts: () => {
      const of = totals();
      return {
        pending: of('pending'),
        sending: of('sending'),
        failed: of('failed'),
        held: of('held') + of('similar'),
        unknown: of('unknown'),
      };
    },
    nextDue: (which) => {
      const due = (which === 'send-now' ? nextToSendNow : nextDue).get();
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
    sendNow: sendNow === 1,
    attachments: { count: attachmentCount, sizeBytes: attachmentBytes },
    error: error === null ? null : (JSON.parse(error) as Failure),
  };
}
