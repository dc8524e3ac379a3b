import { IDEMPOTENCY_DAYS } from '../../../shared/action.ts';
import type { DeliveryStatus } from '../../../shared/delivery.ts';
import type { QueueState } from '../../../shared/queue.ts';
import type { Failure } from '../../../shared/result.ts';
import type { Database } from '../../store/database.ts';
import { digestOfKey } from './idempotency-key.ts';
import type { Entered, NewMessage } from './queue-message.ts';
import { openForgetting } from './queue-store-forget.ts';
import { everybody, openQueueLog } from './queue-store-log.ts';
import { openOrder } from './queue-store-order.ts';
import { openStormBrake, type Storm } from './queue-store-storm.ts';
import type { QueueStore } from './queue-store-type.ts';

/** How long an idempotency key is known. */
export const KEY_LIFETIME_MS = IDEMPOTENCY_DAYS * 24 * 60 * 60_000;
/** Keys that are put away with each that is written. */
const PUT_AWAY_AT_ONCE = 4;

type Known = {
  readonly deliveryId: number;
  readonly messageId: string;
  readonly status: DeliveryStatus;
  readonly state: QueueState | 'similar' | null;
  readonly failure: string | null;
};

/** Entering messages, or saying why they don't enter. */
export function openEntrance(database: Database): Pick<QueueStore, 'enter' | 'findDuplicate' | 'skip'> {
  const order = openOrder(database);
  const log = openQueueLog(database);
  const storms = openStormBrake(database);
  const forgetting = openForgetting(database);
  const insertSource = database.prepare<[number, Uint8Array]>(
    'INSERT INTO delivery_messages (delivery_id, source) VALUES (?, ?)',
  );
  const insertContent = database.prepare<[string, number]>(
    'INSERT OR IGNORE INTO attachments (sha256, size_bytes) VALUES (?, ?)',
  );
  const insertFile = database.prepare<[number, number, number, string, string, string, number]>(
    `INSERT INTO delivery_attachments (delivery_id, place, byte_offset, sha256, name, content_type, size_bytes)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertRow = database.prepare<[object]>(
    `INSERT INTO queue (delivery_id, state, due_at, place, waits_for, held_because, storm_head, failed_at, recipients,
       attachment_count, attachment_bytes, content_type)
     VALUES (@deliveryId, @state, @dueAt, @place, @waitsFor, @heldBecause, @stormHead, @failedAt, @recipients,
       @attachmentCount, @attachmentBytes, @contentType)`,
  );
  const known = database.prepare<[string, number], Known>(
    `SELECT d.id AS deliveryId, d.message_id AS messageId, d.status, q.state,
       CASE k.failed WHEN 1 THEN d.error END AS failure FROM idempotency_keys k
     JOIN deliveries d ON d.id = k.delivery_id LEFT JOIN queue q ON q.delivery_id = d.id
     WHERE k.key = ? AND k.created_at > ? AND k.refused = 0`,
  );
  const refusedBefore = database
    .prepare<[string, number], number>(
      'SELECT delivery_id FROM idempotency_keys WHERE key = ? AND created_at > ? AND refused = 1',
    )
    .pluck();
  const insertKey = database.prepare<[string, number, number, 0 | 1, 0 | 1]>(
    'INSERT OR REPLACE INTO idempotency_keys (key, delivery_id, created_at, refused, failed) VALUES (?, ?, ?, ?, ?)',
  );
  const putKeysAway = database.prepare<[number]>(
    `DELETE FROM idempotency_keys WHERE key IN (
       SELECT key FROM idempotency_keys WHERE created_at <= ? ORDER BY created_at LIMIT ${PUT_AWAY_AT_ONCE})`,
  );

  const find = (key: string, now: number): Entered | undefined => {
    const found = known.get(key, now - KEY_LIFETIME_MS);
    if (found === undefined) return undefined;
    const { deliveryId, messageId, failure } = found;
    const first = { deliveryId, messageId, state: presentState(found), duplicateOf: deliveryId };
    return failure === null ? first : { ...first, failure: JSON.parse(failure) as Failure };
  };
  const rememberKey = (
    key: string | null,
    deliveryId: number,
    now: number,
    became: { readonly refused: boolean; readonly failed: boolean },
  ) => {
    if (key === null) return;
    insertKey.run(key, deliveryId, now, became.refused ? 1 : 0, became.failed ? 1 : 0);
    putKeysAway.run(now - KEY_LIFETIME_MS);
  };
  const insertMessage = (deliveryId: number, message: NewMessage) => {
    insertSource.run(deliveryId, message.source);
    for (const [place, file] of message.files.entries()) {
      insertContent.run(file.sha256, file.sizeBytes);
      const { byteOffset, sha256, name, contentType, sizeBytes } = file;
      insertFile.run(deliveryId, place, byteOffset, sha256, name, contentType, sizeBytes);
    }
  };
  const insertQueueRow = (
    deliveryId: number,
    message: NewMessage,
    storm: Storm | undefined,
    now: number,
  ): QueueState => {
    const place = message.notBefore ?? now;
    const state = message.failure !== null ? 'failed' : storm === undefined ? 'pending' : 'held';
    insertRow.run({
      deliveryId,
      state: storm !== undefined && storm.head !== null ? 'similar' : state,
      dueAt: place,
      place,
      waitsFor: state === 'pending' && place > now ? 'schedule' : null,
      heldBecause: storm === undefined ? null : 'storm',
      stormHead: storm === undefined ? null : (storm.head ?? deliveryId),
      failedAt: state === 'failed' ? now : null,
      recipients: JSON.stringify(message.recipients),
      attachmentCount: message.files.length,
      attachmentBytes: message.files.reduce((sum, file) => sum + file.sizeBytes, 0),
      contentType: message.contentType,
    });
    if (state === 'pending') order.join(deliveryId, place, everybody(message.recipients));
    return state;
  };

  const enter = database.transaction<QueueStore['enter']>((message, { now, settings, filesThere }) => {
    const { idempotencyKey, failure, files, notification } = message;
    const key = idempotencyKey === null ? null : digestOfKey(notification.name, idempotencyKey);
    const duplicate = key === null ? undefined : find(key, now);
    if (duplicate !== undefined) return duplicate;
    if (files.length > 0 && !filesThere(files.map((file) => file.sha256))) return 'files-missing';

    const deliveryId = log.enter(message, now);
    insertMessage(deliveryId, message);
    const addresses = everybody(message.recipients);
    const storm =
      failure === null
        ? storms.judge({ notificationId: notification.id, addresses, deliveryId }, settings, now)
        : undefined;
    const state = insertQueueRow(deliveryId, message, storm, now);
    if (failure !== null) {
      log.explain(deliveryId, failure);
      log.conclude(deliveryId, 'failed', now);
    }
    rememberKey(key, deliveryId, now, { refused: false, failed: failure !== null });
    return { deliveryId, messageId: message.messageId, state };
  });
  const skip = database.transaction<QueueStore['skip']>((message, now) => {
    const { idempotencyKey, notification, refused, failure } = message;
    const key = idempotencyKey === null ? null : digestOfKey(notification.name, idempotencyKey);
    const before = key !== null && refused ? refusedBefore.get(key, now - KEY_LIFETIME_MS) : undefined;
    const deliveryId = before ?? log.enter({ ...message, messageId: '', sizeBytes: 0, warnings: [] }, now);
    log.explain(deliveryId, failure);
    log.conclude(deliveryId, 'skipped', now);
    forgetting.forget(deliveryId);
    // One with that key may have entered meanwhile: that is the first delivery.
    if (key !== null && find(key, now) === undefined) rememberKey(key, deliveryId, now, { refused, failed: false });
    return before === undefined ? { deliveryId } : { deliveryId, duplicateOf: before };
  });

  return {
    enter: enter.immediate,
    findDuplicate: (notification, key, now) => find(digestOfKey(notification, key), now),
    skip: skip.immediate,
  };
}

function presentState({ state, status }: Known): Entered['state'] {
  if (state !== null) return state === 'similar' ? 'held' : state;
  switch (status) {
    case 'sent':
    case 'skipped':
    case 'cancelled':
    case 'failed':
    case 'unknown':
      return status;
    // Only a test has another one, and a delivery that is in the queue.
    default:
      throw new Error(`A delivery that is neither in the queue nor ended: ${status}`);
  }
}
