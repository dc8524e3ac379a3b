import type { DeliveryWarning, RecipientResult } from '../../shared/delivery.ts';
import type { Keep } from '../../shared/notification.ts';
import type { HoldReason, Pause, QueueItem, QueueSelection, QueueState, WaitReason } from '../../shared/queue.ts';
import type { QueueSettings } from '../../shared/queue-settings.ts';
import type { Failure } from '../../shared/result.ts';
import type { AttemptEnd } from '../log/log-store.ts';

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
> & { readonly failure: Failure };

export type Entered = {
  readonly deliveryId: number;
  readonly messageId: string;
  readonly state: QueueState | 'sent' | 'skipped' | 'cancelled';
  /** Present when the idempotency key was known: nothing was entered. */
  readonly duplicateOf?: number;
};

/** A message that a worker has, until its lease ends. */
export type ClaimedMessage = {
  readonly deliveryId: number;
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
  readonly sendNow: boolean;
};

export type ClaimOptions = {
  readonly owner: string;
  readonly now: number;
  readonly leaseUntil: number;
  readonly limit: number;
  /** Only these, whether they are due or not. */
  readonly only?: readonly number[];
  readonly throttle: Pick<QueueSettings, 'perMinute' | 'perHour' | 'perDay'>;
};

/** What becomes of a message after an attempt. */
export type Decision =
  | { readonly next: 'sent' }
  | { readonly next: 'failed' }
  | { readonly next: 'unknown' }
  /** Again at `dueAt`. `counts` is false when the message wasn't at fault: the connection was. */
  | {
      readonly next: 'pending';
      readonly dueAt: number;
      readonly waitsFor: WaitReason | null;
      readonly counts: boolean;
    };

export type AttemptReport = {
  readonly deliveryId: number;
  readonly owner: string;
  readonly startedAt: string;
  readonly now: number;
  readonly host: string;
  readonly port: number;
  /** `end.recipients` has those of this attempt alone. */
  readonly end: AttemptEnd;
  /** Of every recipient, those of earlier attempts included. */
  readonly results: readonly RecipientResult[];
  /** For `pending`: who is still to be asked. */
  readonly open: readonly string[];
  readonly decision: Decision;
};

export type OpenCircuit = {
  readonly openedAt: string;
  readonly failure: Failure;
  readonly deliveryId: number;
  readonly settingsDigest: string;
  readonly tries: number;
  readonly probeAt: number;
};

/** The Notification Queue in the database. Each function is one transaction. */
export type QueueStore = {
  /** Makes one transaction (IMMEDIATE) of all that `work` does here; undone when it throws or gives undefined. */
  readonly atOnce: <T>(work: () => T | undefined) => T | undefined;
  /** The same without waiting for the disk: it outlives the process, but not a failure of power right after. */
  readonly quickly: <T>(work: () => T | undefined) => T | undefined;
  /**
   * Enters a message, durably: its delivery, its files' references, its recipients, its idempotency key; or gives the one that
   * the key brought about. `filesThere` is asked within the transaction, so that no file is removed in between. The storm brake
   * decides here as well.
   */
  readonly enter: (
    message: NewMessage,
    options: {
      readonly now: number;
      readonly settings: QueueSettings;
      readonly filesThere: (sha256: readonly string[]) => boolean;
    },
  ) => Entered | 'files-missing';
  readonly findDuplicate: (idempotencyKey: string, now: number) => Entered | undefined;
  readonly skip: (message: SkippedMessage, now: number) => number;

  /** Takes what is due and may be sent now, in order; nothing but `send_now` while paused. Counts for the throttle. */
  readonly claim: (options: ClaimOptions) => readonly ClaimedMessage[];
  /** Takes one message to try the connection with, whatever else waits; undefined when nothing is due. */
  readonly claimProbe: (options: Omit<ClaimOptions, 'limit'>) => ClaimedMessage | undefined;
  /** Gives claimed messages back untouched; one that was handed over is not given back. */
  readonly release: (owner: string, deliveryIds: readonly number[]) => void;
  /** Says that the ends of these messages may reach the server from now on. Gives those for which that may not happen: they are no longer the owner's. */
  readonly handOver: (owner: string, deliveryIds: readonly number[], now?: number) => readonly number[];
  /** Writes what attempts came to. A message that was settled as unknown meanwhile gets its truth. */
  readonly end: (reports: readonly AttemptReport[]) => void;
  readonly renewLeases: (owner: string, leaseUntil: number) => void;
  /**
   * Takes up what processes left behind that are gone: as Pending, or as Unknown when it was handed over (`resend`: as Pending
   * too). An owner that isn't certain went down with its computer: any of its messages may have been handed over. Gives how many.
   */
  readonly settle: (
    now: number,
    isGone: (owner: string, leaseUntil: number) => boolean,
    resend: boolean,
    isCertain?: (owner: string) => boolean,
  ) => number;
  /**
   * When the next pending message is due, or the next of those to be sent now; undefined when none waits for its time. One that
   * waits behind an earlier one to the same recipient doesn't count: it becomes due when that one leaves.
   */
  readonly nextDue: (which?: 'send-now') => number | undefined;
  /** Puts failed messages that are older away; gives how many. */
  readonly prune: (failedBefore: number) => number;

  readonly pause: (pause: Pause) => void;
  readonly resume: () => boolean;
  readonly paused: () => Pause | undefined;
  /** How many are under way. */
  readonly underWay: () => number;

  readonly circuit: () => OpenCircuit | undefined;
  readonly openCircuit: (circuit: OpenCircuit) => void;
  readonly closeCircuit: () => boolean;

  /** A connection that this process may open; undefined when all are taken, by whatever process. */
  readonly takeSlot: (
    owner: string,
    slots: number,
    leaseUntil: number,
    now: number,
    isGone: (owner: string, leaseUntil: number) => boolean,
  ) => number | undefined;
  readonly freeSlot: (owner: string, slot: number) => void;
  readonly signUp: (owner: string, leaseUntil: number) => void;
  readonly signOff: (owner: string) => void;
  readonly workers: (now: number, isGone: (owner: string, leaseUntil: number) => boolean) => number;
  /** Until when a limit of the throttle is used up; undefined while none is. */
  readonly throttledUntil: (throttle: ClaimOptions['throttle'], now: number) => number | undefined;

  readonly list: (filter: {
    after: number;
    limit: number;
    state?: QueueState | undefined;
    search?: string | undefined;
  }) => readonly QueueItem[];
  readonly count: (filter: { state?: QueueState | undefined; search?: string | undefined }) => number;
  readonly counts: () => Record<QueueState, number>;

  /** Each changes these messages (some hundred at most) in one transaction and gives how many it changed. `select` names those of a storm. */
  readonly sendNow: (ids: readonly number[], now: number) => number;
  readonly retry: (ids: readonly number[], now: number) => number;
  readonly hold: (ids: readonly number[], because: HoldReason) => number;
  readonly releaseHeld: (ids: readonly number[], now: number) => number;
  /** Takes messages out; the log keeps them as cancelled, failed and unknown ones as what they are, with who did it. One under way stays. */
  readonly remove: (ids: readonly number[], note: string, now: number) => number;
  /** For messages whose outcome is unknown. */
  readonly markSent: (ids: readonly number[], note: string, now: number) => number;
  readonly sendAgain: (ids: readonly number[], now: number) => number;
  /** The ids that a selection names, heads of storms with all of theirs; after `after`, at most `limit`. */
  readonly select: (selection: QueueSelection, after: number, limit: number) => readonly number[];
};
