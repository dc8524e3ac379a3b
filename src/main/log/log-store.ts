import type { DeliveryStatus } from '../../shared/delivery.ts';
import { encodedBytes } from '../attachments/whole-message.ts';
import type { Database } from '../store/database.ts';
import type { AttemptRow, DeliveryTableRow } from './log-rows.ts';
import { openLogStatements } from './log-sql.ts';
import type { LoggedFile } from './message-files.ts';

/** What is known of a delivery before anything connects. */
export type NewDelivery = Pick<
  DeliveryTableRow,
  | 'createdAt'
  | 'kind'
  | 'connection'
  | 'service'
  | 'host'
  | 'port'
  | 'sender'
  | 'recipients'
  | 'subject'
  | 'messageId'
  | 'settingsRevision'
  | 'settingsDigest'
> & {
  /** The message but for its files. */
  readonly source: Uint8Array;
  readonly files?: readonly LoggedFile[];
  /** The values that it is made with, as JSON text, when they are not a saved revision. No secret is among them. */
  readonly unsavedSettings: string | null;
};

export type NewAttempt = {
  readonly startedAt: string;
  /** Says which process it is under way in, as JSON text. */
  readonly owner: string;
  /** Milliseconds since 1970. */
  readonly leaseUntil: number;
  readonly recipients: string;
};

/** How an attempt ended. Objects are JSON text here; `delivery-log.ts` reads them. */
export type AttemptEnd = Omit<AttemptRow, 'id' | 'number' | 'startedAt' | 'steps'> & {
  /** TLS version for the row in the log; `none` for a session without TLS. */
  readonly encryptionLabel: string | null;
  readonly certificateProblems: string;
  readonly warnings: string;
  readonly steps: string;
  readonly transcript: string;
};

export type LogStore = {
  /** Enters a delivery and its first attempt, both or neither. */
  readonly begin: (delivery: NewDelivery, attempt: NewAttempt) => { deliveryId: number; attemptId: number };
  readonly renewLease: (attemptId: number, leaseUntil: number) => void;
  readonly endAttempt: (deliveryId: number, attemptId: number, end: AttemptEnd) => void;
  readonly underWay: () => readonly {
    id: number;
    deliveryId: number;
    owner: string;
    leaseUntil: number;
    startedAt: string;
  }[];
  /** Ends an attempt whose process is gone; true when it was still under way. */
  readonly abandonAttempt: (deliveryId: number, attemptId: number, error: string) => boolean;
  /** Newest first, from below the place `before` in the log. */
  readonly page: (limit: number, before: number, status: DeliveryStatus | undefined) => DeliveryTableRow[];
  readonly delivery: (id: number) => DeliveryTableRow | undefined;
  readonly attempts: (deliveryId: number) => AttemptRow[];
  readonly transcript: (deliveryId: number, attempt: number | undefined) => string | undefined;
  readonly source: (deliveryId: number) => Uint8Array | undefined;
  readonly unsavedSettings: (deliveryId: number) => string | undefined;
  readonly newestTest: (
    settingsDigest: string,
  ) => { at: string; status: DeliveryStatus; deliveryId: number } | undefined;
  /** Says that a delivery was made with values that have been saved since. */
  readonly adopt: (deliveryId: number, revision: number, digest: string) => void;
};

export function createLogStore(database: Database): LogStore {
  const sql = openLogStatements(database);
  return {
    begin: database.transaction((delivery: NewDelivery, attempt: NewAttempt) => {
      const { source, files = [], unsavedSettings, ...row } = delivery;
      const sizeBytes = files.reduce((sum, file) => sum + encodedBytes(file.sizeBytes), source.byteLength);
      const deliveryId = Number(sql.insertDelivery.run({ ...row, sizeBytes }).lastInsertRowid);
      sql.insertMessage.run(deliveryId, source);
      for (const [place, file] of files.entries()) sql.insertFile.run({ deliveryId, place, ...file });
      if (unsavedSettings !== null) sql.insertUnsavedSettings.run(deliveryId, unsavedSettings);
      sql.countAttempt.run(deliveryId);
      return { deliveryId, attemptId: Number(sql.insertAttempt.run({ deliveryId, ...attempt }).lastInsertRowid) };
    }),
    renewLease: (attemptId, leaseUntil) => {
      sql.renewLease.run(leaseUntil, attemptId);
    },
    endAttempt: database.transaction((deliveryId: number, attemptId: number, end: AttemptEnd) => {
      sql.endAttempt.run(end.status, end.recipients, end.reply, end.error, end.durationMs, attemptId);
      sql.insertSession.run(attemptId, end.encryption, end.steps);
      sql.insertTranscript.run(attemptId, end.transcript);
      const { status, encryptionLabel, certificateProblems, warnings, reply, error, durationMs } = end;
      sql.endDelivery.run({
        deliveryId,
        status,
        encryptionLabel,
        certificateProblems,
        warnings,
        reply,
        error,
        durationMs,
      });
    }),
    underWay: () => sql.underWay.all(),
    abandonAttempt: database.transaction((deliveryId: number, attemptId: number, error: string) => {
      if (sql.abandonAttempt.run(error, attemptId).changes === 0) return false;
      sql.abandonDelivery.run(error, deliveryId);
      return true;
    }),
    page: (limit, before, status) =>
      status === undefined ? sql.page.all(before, limit) : sql.pageOfStatus.all(status, before, limit),
    delivery: (id) => sql.delivery.get(id),
    attempts: (deliveryId) => sql.attempts.all(deliveryId),
    transcript: (deliveryId, attempt) => sql.transcript.get(deliveryId, attempt ?? null, attempt ?? null)?.lines,
    source: (deliveryId) => sql.source.get(deliveryId)?.source,
    unsavedSettings: (deliveryId) => sql.unsavedSettings.get(deliveryId)?.document,
    newestTest: (settingsDigest) => sql.newestTest.get(settingsDigest),
    adopt: (deliveryId, revision, digest) => {
      sql.adopt.run(revision, digest, deliveryId);
    },
  };
}
