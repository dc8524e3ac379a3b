import type { DeliveryWarning, RecipientResult } from '../../../shared/delivery.ts';
import type { Keep } from '../../../shared/notification.ts';
import type { QueueState } from '../../../shared/queue.ts';
import type { Failure } from '../../../shared/result.ts';

/** Times are milliseconds since 1970 everywhere here. */

export type MessageFile = {
  /** Where in `source` the file goes, in base64 with line breaks. */
  readonly byteOffset: number;
  readonly sha256: string;
  readonly name: string;
  readonly contentType: string;
  readonly sizeBytes: number;
};

/** A message as an Action hands it to the queue: rendered once, never changed. */
export type NewMessage = {
  readonly notification: { readonly id: number; readonly name: string };
  readonly keep: Keep;
  readonly initiator: string | null;
  readonly service: 'capture' | 'smtp';
  readonly host: string;
  readonly port: number;
  readonly settingsRevision: number;
  /** The address in From. */
  readonly from: string;
  /** Addresses as they go to the server; each once. */
  readonly recipients: {
    readonly to: readonly string[];
    readonly cc: readonly string[];
    readonly bcc: readonly string[];
  };
  readonly subject: string;
  /** With its angle brackets; empty when nothing was composed. */
  readonly messageId: string;
  /** All of the message but its files. */
  readonly source: Uint8Array;
  readonly files: readonly MessageFile[];
  /** Of the whole message, files in base64 included. */
  readonly sizeBytes: number;
  readonly contentType: string;
  readonly warnings: readonly DeliveryWarning[];
  /** Null: at once. */
  readonly notBefore: number | null;
  readonly idempotencyKey: string | null;
  /** Set for a message that can't be sent, such as one without recipients: it is kept as Failed. */
  readonly failure: Failure | null;
};

/** What never enters the queue, for its row in the log. */
export type SkippedMessage = Pick<
  NewMessage,
  | 'notification'
  | 'keep'
  | 'initiator'
  | 'service'
  | 'host'
  | 'port'
  | 'settingsRevision'
  | 'from'
  | 'recipients'
  | 'subject'
  | 'idempotencyKey'
> & {
  readonly failure: Failure;
  /** True when the Action failed: the same key may be tried again then, and gets no further row as long as it fails. */
  readonly refused: boolean;
};

export type Entered = {
  readonly deliveryId: number;
  readonly messageId: string;
  readonly state: QueueState | 'sent' | 'skipped' | 'cancelled';
  /** Present when the idempotency key was known: nothing was entered. */
  readonly duplicateOf?: number;
  /** What the first Action with that key failed with, though its message was kept. */
  readonly failure?: Failure;
};

/** One claim of a message: `claim` counts up, so that whoever has lost it can't be taken for who has it now. */
export type Lease = { readonly deliveryId: number; readonly claim: number };

/** A message that a worker has, until its lease ends. */
export type ClaimedMessage = Lease & {
  readonly messageId: string;
  readonly keep: Keep;
  readonly from: string;
  /** Those that the server is still to be asked about. */
  readonly openRecipients: readonly string[];
  /** What earlier attempts brought for the others. */
  readonly results: readonly RecipientResult[];
  readonly source: Uint8Array;
  readonly files: readonly MessageFile[];
  readonly sizeBytes: number;
  readonly warnings: readonly DeliveryWarning[];
  /** Attempts that count for the back-off. */
  readonly tries: number;
  readonly firstTriedAt: number | null;
  /** When it was to be tried. */
  readonly dueAt: number;
  /** A person sends it now: it passes a pause. */
  readonly sendNow: boolean;
  /** The same for an open circuit, until it has met that itself. */
  readonly passesCircuit: boolean;
  /** It is written already that the claim has come to this message. */
  readonly begun: boolean;
};
