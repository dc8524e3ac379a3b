import { t } from '../../shared/catalogue/index.ts';
import type { Input, Output } from '../../shared/contract.ts';
import type {
  Attempt,
  Delivery,
  DeliveryRow,
  Encryption,
  RecipientResult,
  Step,
  TranscriptLine,
} from '../../shared/delivery.ts';
import { endpointText } from '../../shared/host.ts';
import { type Failure, fail, type Result, succeed } from '../../shared/result.ts';
import { pageOf } from '../store/page.ts';
import type { AttemptRow, DeliveryTableRow } from './log-rows.ts';
import type { LogStore } from './log-store.ts';

/** Reads the Outgoing Notifications Log. */
export type DeliveryLog = {
  readonly list: (input: Input<'log.list'>) => Output<'log.list'>;
  readonly get: (id: number) => Result<Delivery>;
  readonly transcript: (id: number, attempt: number | undefined) => Result<{ lines: TranscriptLine[] }>;
  /** Gives the values that a delivery was made with, as JSON text; undefined when they are a saved revision. */
  readonly unsavedSettings: (id: number) => string | undefined;
};

export function createDeliveryLog(store: LogStore): DeliveryLog {
  return {
    list: ({ limit = 100, before = Number.MAX_SAFE_INTEGER, status }) => {
      const page = pageOf(store.page(limit + 1, before, status), limit, (row) => row.logPosition);
      return { rows: page.rows.map(toDeliveryRow), next: page.next };
    },
    get: (id) => {
      const row = store.delivery(id);
      if (row === undefined) return fail(noSuchEntry(id));
      const { messageId, settingsRevision } = row;
      const attemptList = store.attempts(id).map(toAttempt);
      return succeed({ ...toDeliveryRow(row), messageId, settingsRevision, attemptList });
    },
    transcript: (id, attempt) => {
      if (store.delivery(id) === undefined) return fail(noSuchEntry(id));
      return succeed({ lines: JSON.parse(store.transcript(id, attempt) ?? '[]') as TranscriptLine[] });
    },
    unsavedSettings: store.unsavedSettings,
  };
}

function noSuchEntry(id: number): Failure {
  return { code: 'NOT_FOUND', message: t('log.notFound', { id }), field: 'id' };
}

function toDeliveryRow(row: DeliveryTableRow): DeliveryRow {
  const { id, kind, status, service, sender, subject, encryption, reply, durationMs, sizeBytes, attempts } = row;
  const { notification, initiator, note } = row;
  return {
    id,
    at: row.loggedAt ?? row.createdAt,
    kind,
    status,
    service,
    server: endpointText(row.host, row.port),
    sender,
    recipients: JSON.parse(row.recipients) as string[],
    subject,
    encryption,
    certificateProblems: JSON.parse(row.certificateProblems) as DeliveryRow['certificateProblems'],
    warnings: JSON.parse(row.warnings) as DeliveryRow['warnings'],
    reply,
    error: readJson<Failure>(row.error),
    durationMs,
    // What was skipped was never composed.
    sizeBytes: status === 'skipped' ? null : sizeBytes,
    attempts,
    notification,
    initiator,
    note,
    markedAsSent: row.markedAsSent === 1,
  };
}

function toAttempt(row: AttemptRow): Attempt {
  const { id, number, startedAt, durationMs, status, reply } = row;
  return {
    id,
    number,
    startedAt,
    durationMs,
    status,
    reply,
    error: readJson<Failure>(row.error),
    recipients: JSON.parse(row.recipients) as RecipientResult[],
    encryption: readJson<Encryption>(row.encryption),
    steps: readJson<Step[]>(row.steps) ?? [],
  };
}

function readJson<T>(text: string | null): T | null {
  return text === null ? null : (JSON.parse(text) as T);
}
