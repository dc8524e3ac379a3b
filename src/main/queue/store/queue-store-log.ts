import type { RecipientResult } from '../../../shared/delivery.ts';
import type { Failure } from '../../../shared/result.ts';
import { NEXT_LOG_POSITION } from '../../log/log-sql.ts';
import type { AttemptEnd } from '../../log/log-store.ts';
import type { Database } from '../../store/database.ts';
import type { AttemptReport } from './attempt-report.ts';
import type { Lease, NewMessage } from './queue-message.ts';

export type DeliveryFields = Omit<
  NewMessage,
  'keep' | 'source' | 'files' | 'contentType' | 'idempotencyKey' | 'notBefore'
> &
  Pick<NewMessage, 'keep'>;

/** Writes what the queue knows into the Outgoing Notifications Log's tables. */
export type QueueLog = {
  /** Enters a delivery as `queued`, where the log doesn't show it. */
  readonly enter: (message: DeliveryFields, now: number) => number;
  /** Gives a delivery its outcome, on top of the log, wherever it was before. */
  readonly conclude: (deliveryId: number, status: Outcome, now: number) => void;
  readonly note: (deliveryId: number, note: string) => void;
  /** Says why it failed, of a message that no server was asked about; null: nothing is wrong with it. */
  readonly explain: (deliveryId: number, failure: Failure | null) => void;
  /** Says of a message that had its outcome that it waits again. */
  readonly reopen: (deliveryId: number) => void;
  /** Tells the delivery what its last attempt came to; null: it waits for the next one, and the log shows that from the first one on. */
  readonly tell: (report: AttemptReport, outcome: Outcome | null) => void;
  readonly attempt: (report: AttemptReport) => void;
  /** An attempt of which nothing is known but why. The log shows it as any other. */
  readonly lost: (lost: LostAttempt) => void;
  /** Writes what became of a lost attempt after all; false when there is none of this claim. */
  readonly found: (lease: Lease, end: AttemptEnd) => boolean;
};

export type Outcome = 'sent' | 'failed' | 'unknown' | 'cancelled' | 'skipped';

export type LostAttempt = Lease & {
  readonly startedAt: string;
  readonly status: 'failed' | 'unknown';
  readonly owner: string;
  readonly recipients: readonly RecipientResult[];
  readonly failure: Failure;
};

export function openQueueLog(database: Database): QueueLog {
  const insertDelivery = database.prepare<[object]>(
    `INSERT INTO deliveries (created_at, kind, status, connection, service, host, port, sender, recipients, subject,
       message_id, size_bytes, settings_revision, warnings, notification, initiator, keep)
     VALUES (@createdAt, 'notification', 'queued', 'default', @service, @host, @port, @from, @envelope, @subject,
       @messageId, @sizeBytes, @settingsRevision, @warnings, @notification, @initiator, @keep)`,
  );
  const conclude = database.prepare<[string, string, number]>(
    `UPDATE deliveries SET status = ?, logged_at = ?, log_position = ${NEXT_LOG_POSITION} WHERE id = ?`,
  );
  const note = database.prepare<[string, number]>('UPDATE deliveries SET note = ? WHERE id = ?');
  const explain = database.prepare<[string | null, number]>('UPDATE deliveries SET error = ? WHERE id = ?');
  const reopen = database.prepare<[number]>("UPDATE deliveries SET status = 'queued' WHERE id = ?");
  const tell = database.prepare<[object]>(
    `UPDATE deliveries SET host = @host, port = @port, encryption = @encryptionLabel,
       certificate_problems = @certificateProblems, warnings = @warnings, reply = @reply, error = @error,
       duration_ms = @durationMs, status = coalesce(@outcome, status),
       logged_at = CASE WHEN @outcome IS NULL THEN coalesce(logged_at, @at) ELSE @at END,
       log_position = CASE WHEN @outcome IS NULL THEN coalesce(log_position, ${NEXT_LOG_POSITION})
         ELSE ${NEXT_LOG_POSITION} END WHERE id = @deliveryId`,
  );
  const show = database.prepare<[string, number]>(
    `UPDATE deliveries SET logged_at = ?, log_position = ${NEXT_LOG_POSITION} WHERE id = ? AND log_position IS NULL`,
  );
  const insertAttempt = database.prepare<[object]>(
    `INSERT INTO attempts (delivery_id, number, started_at, status, owner, lease_until, claim, recipients, reply, error,
       duration_ms)
     VALUES (@deliveryId, (SELECT attempts FROM deliveries WHERE id = @deliveryId), @startedAt, @status, @owner, 0, @claim,
       @recipients, @reply, @error, @durationMs)`,
  );
  const countAttempt = database.prepare<[number]>('UPDATE deliveries SET attempts = attempts + 1 WHERE id = ?');
  const insertSession = database.prepare<[number, string | null, string]>(
    'INSERT INTO sessions (attempt_id, encryption, steps) VALUES (?, ?, ?)',
  );
  const insertTranscript = database.prepare<[number, string]>(
    'INSERT INTO transcripts (attempt_id, lines) VALUES (?, ?)',
  );
  const lostAttempt = database
    .prepare<[number, number], number>(
      `SELECT a.id FROM attempts a LEFT JOIN sessions s ON s.attempt_id = a.id
       WHERE a.delivery_id = ? AND a.claim = ? AND s.attempt_id IS NULL ORDER BY a.number DESC LIMIT 1`,
    )
    .pluck();
  const updateAttempt = database.prepare<[object]>(
    `UPDATE attempts SET status = @status, recipients = @recipients, reply = @reply, error = @error,
       duration_ms = @durationMs WHERE id = @id`,
  );

  const writeSession = (attemptId: number, end: AttemptEnd) => {
    insertSession.run(attemptId, end.encryption, end.steps);
    insertTranscript.run(attemptId, end.transcript);
  };
  return {
    enter: (message, now) =>
      Number(
        insertDelivery.run({
          createdAt: new Date(now).toISOString(),
          service: message.service,
          host: message.host,
          port: message.port,
          from: message.from,
          envelope: JSON.stringify(everybody(message.recipients)),
          subject: message.subject,
          messageId: message.messageId,
          sizeBytes: message.sizeBytes,
          settingsRevision: message.settingsRevision,
          warnings: JSON.stringify(message.warnings),
          notification: message.notification.name,
          initiator: message.initiator,
          keep: message.keep,
        }).lastInsertRowid,
      ),
    conclude: (deliveryId, status, now) => {
      conclude.run(status, new Date(now).toISOString(), deliveryId);
    },
    note: (deliveryId, text) => {
      note.run(text, deliveryId);
    },
    explain: (deliveryId, failure) => {
      explain.run(failure === null ? null : JSON.stringify(failure), deliveryId);
    },
    reopen: (deliveryId) => {
      reopen.run(deliveryId);
    },
    tell: ({ deliveryId, host, port, end, now }, outcome) => {
      const { encryptionLabel, certificateProblems, warnings, reply, error, durationMs } = end;
      const told = { encryptionLabel, certificateProblems, warnings, reply, error, durationMs };
      tell.run({ deliveryId, host, port, ...told, outcome, at: new Date(now).toISOString() });
    },
    attempt: ({ deliveryId, claim, startedAt, owner, end }) => {
      const { status, recipients, reply, error, durationMs } = end;
      countAttempt.run(deliveryId);
      const row = { deliveryId, claim, startedAt, owner, status, recipients, reply, error, durationMs };
      writeSession(Number(insertAttempt.run(row).lastInsertRowid), end);
    },
    lost: ({ deliveryId, claim, startedAt, status, owner, recipients, failure }) => {
      countAttempt.run(deliveryId);
      insertAttempt.run({
        deliveryId,
        claim,
        startedAt,
        owner,
        status,
        recipients: JSON.stringify(recipients),
        reply: null,
        error: JSON.stringify(failure),
        durationMs: null,
      });
      show.run(startedAt, deliveryId);
    },
    found: ({ deliveryId, claim }, end) => {
      const id = lostAttempt.get(deliveryId, claim);
      if (id === undefined) return false;
      const { status, recipients, reply, error, durationMs } = end;
      updateAttempt.run({ id, status, recipients, reply, error, durationMs });
      writeSession(id, end);
      return true;
    },
  };
}

/** The addresses of the envelope: each once, however often it stands in To, CC and BCC. */
export function everybody(recipients: NewMessage['recipients']): readonly string[] {
  return [...new Set([...recipients.to, ...recipients.cc, ...recipients.bcc])];
}
