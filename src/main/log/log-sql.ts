import type { DeliveryStatus } from '../../shared/delivery.ts';
import type { Database } from '../store/database.ts';
import type { AttemptRow, DeliveryTableRow } from './log-rows.ts';

const DELIVERY = `SELECT id, created_at AS createdAt, kind, status, connection, service, host, port, sender, recipients, subject,
  message_id AS messageId, size_bytes AS sizeBytes, settings_revision AS settingsRevision, settings_digest AS settingsDigest,
  attempts, encryption, certificate_problems AS certificateProblems, warnings, reply, error, duration_ms AS durationMs,
  log_position AS logPosition, logged_at AS loggedAt, notification, initiator, note,
  (status = 'sent' AND note IS NOT NULL AND NOT EXISTS (SELECT 1 FROM attempts a WHERE a.delivery_id = deliveries.id
    AND a.number = deliveries.attempts AND a.status = 'sent')) AS markedAsSent FROM deliveries`;

/** The place of a new row on top of the log. */
export const NEXT_LOG_POSITION =
  '(SELECT coalesce(max(log_position), 0) + 1 FROM deliveries WHERE log_position IS NOT NULL)';

/** The log's statements, prepared once. Nothing but SQL stands here. */
export function openLogStatements(database: Database) {
  return {
    insertDelivery: database.prepare<[object]>(
      `INSERT INTO deliveries (created_at, kind, status, connection, service, host, port, sender, recipients, subject,
         message_id, size_bytes, settings_revision, settings_digest, log_position, logged_at)
       VALUES (@createdAt, @kind, 'sending', @connection, @service, @host, @port, @sender, @recipients, @subject,
         @messageId, @sizeBytes, @settingsRevision, @settingsDigest, ${NEXT_LOG_POSITION}, @createdAt)`,
    ),
    insertMessage: database.prepare<[number, Uint8Array]>(
      'INSERT INTO delivery_messages (delivery_id, source) VALUES (?, ?)',
    ),
    insertFile: database.prepare<[object]>(
      `INSERT INTO delivery_attachments (delivery_id, place, byte_offset, sha256, name, content_type, size_bytes)
       VALUES (@deliveryId, @place, @byteOffset, @sha256, @name, @contentType, @sizeBytes)`,
    ),
    insertUnsavedSettings: database.prepare<[number, string]>(
      'INSERT INTO unsaved_settings (delivery_id, document) VALUES (?, ?)',
    ),
    countAttempt: database.prepare<[number]>('UPDATE deliveries SET attempts = attempts + 1 WHERE id = ?'),
    insertAttempt: database.prepare<[object]>(
      `INSERT INTO attempts (delivery_id, number, started_at, status, owner, lease_until, recipients)
       SELECT id, attempts, @startedAt, 'sending', @owner, @leaseUntil, @recipients FROM deliveries WHERE id = @deliveryId`,
    ),
    renewLease: database.prepare<[number, number]>('UPDATE attempts SET lease_until = ? WHERE id = ?'),
    endAttempt: database.prepare<[string, string, string | null, string | null, number | null, number]>(
      'UPDATE attempts SET status = ?, recipients = ?, reply = ?, error = ?, duration_ms = ? WHERE id = ?',
    ),
    insertSession: database.prepare<[number, string | null, string]>(
      'INSERT INTO sessions (attempt_id, encryption, steps) VALUES (?, ?, ?)',
    ),
    insertTranscript: database.prepare<[number, string]>('INSERT INTO transcripts (attempt_id, lines) VALUES (?, ?)'),
    endDelivery: database.prepare<[object]>(
      `UPDATE deliveries SET status = @status, encryption = @encryptionLabel, certificate_problems = @certificateProblems,
         warnings = @warnings, reply = @reply, error = @error, duration_ms = @durationMs WHERE id = @deliveryId`,
    ),
    underWay: database.prepare<
      [],
      { id: number; deliveryId: number; owner: string; leaseUntil: number; startedAt: string }
    >(
      `SELECT id, delivery_id AS deliveryId, owner, lease_until AS leaseUntil, started_at AS startedAt
       FROM attempts WHERE status = 'sending'`,
    ),
    abandonAttempt: database.prepare<[string, number]>(
      `UPDATE attempts SET status = 'unknown', error = ? WHERE id = ? AND status = 'sending'`,
    ),
    abandonDelivery: database.prepare<[string, number]>(
      `UPDATE deliveries SET status = 'unknown', error = ? WHERE id = ? AND status = 'sending'`,
    ),
    page: database.prepare<[number, number], DeliveryTableRow>(
      `${DELIVERY} WHERE log_position < ? ORDER BY log_position DESC LIMIT ?`,
    ),
    pageOfStatus: database.prepare<[string, number, number], DeliveryTableRow>(
      `${DELIVERY} WHERE status = ? AND log_position < ? ORDER BY log_position DESC LIMIT ?`,
    ),
    delivery: database.prepare<[number], DeliveryTableRow>(`${DELIVERY} WHERE id = ?`),
    attempts: database.prepare<[number], AttemptRow>(
      `SELECT a.id, a.number, a.started_at AS startedAt, a.status, a.recipients, a.reply, a.error,
         a.duration_ms AS durationMs, s.encryption, s.steps
       FROM attempts a LEFT JOIN sessions s ON s.attempt_id = a.id WHERE a.delivery_id = ? ORDER BY a.number`,
    ),
    transcript: database.prepare<[number, number | null, number | null], { lines: string }>(
      `SELECT t.lines FROM attempts a JOIN transcripts t ON t.attempt_id = a.id
       WHERE a.delivery_id = ? AND (? IS NULL OR a.number = ?) ORDER BY a.number DESC LIMIT 1`,
    ),
    source: database.prepare<[number], { source: Uint8Array }>(
      'SELECT source FROM delivery_messages WHERE delivery_id = ?',
    ),
    unsavedSettings: database.prepare<[number], { document: string }>(
      'SELECT document FROM unsaved_settings WHERE delivery_id = ?',
    ),
    newestTest: database.prepare<[string], { at: string; status: DeliveryStatus; deliveryId: number }>(
      `SELECT created_at AS at, status, id AS deliveryId FROM deliveries
       WHERE settings_digest = ? AND kind = 'test' ORDER BY id DESC LIMIT 1`,
    ),
    adopt: database.prepare<[number, string, number]>(
      'UPDATE deliveries SET settings_revision = ?, settings_digest = ? WHERE id = ?',
    ),
  };
}
