import type { DeliveryKind, DeliveryStatus } from '../../shared/delivery.ts';
import type { Service } from '../../shared/settings.ts';

/** A row of `deliveries`, as SQL gives it. `recipients`, `certificateProblems`, `warnings` and `error` are JSON text. */
export type DeliveryTableRow = {
  readonly id: number;
  readonly createdAt: string;
  readonly kind: DeliveryKind;
  readonly status: DeliveryStatus;
  readonly connection: string;
  readonly service: Service;
  readonly host: string;
  readonly port: number;
  readonly sender: string;
  readonly recipients: string;
  readonly subject: string;
  readonly messageId: string;
  readonly sizeBytes: number;
  readonly settingsRevision: number | null;
  readonly settingsDigest: string | null;
  readonly attempts: number;
  readonly encryption: string | null;
  readonly certificateProblems: string;
  readonly warnings: string;
  readonly reply: string | null;
  readonly error: string | null;
  readonly durationMs: number | null;
  /** Null until the log shows it. */
  readonly logPosition: number | null;
  readonly loggedAt: string | null;
  readonly notification: string | null;
  readonly initiator: string | null;
  readonly note: string | null;
  readonly markedAsSent: 0 | 1;
};

/** A row of `attempts` with its session, as SQL gives it. `recipients`, `error`, `encryption` and `steps` are JSON text. */
export type AttemptRow = {
  readonly id: number;
  readonly number: number;
  readonly startedAt: string;
  readonly status: DeliveryStatus;
  readonly recipients: string;
  readonly reply: string | null;
  readonly error: string | null;
  readonly durationMs: number | null;
  readonly encryption: string | null;
  readonly steps: string | null;
};
