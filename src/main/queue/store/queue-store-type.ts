import type {
  HoldReason,
  Pause,
  QueueAction,
  QueueItem,
  QueueSelection,
  QueueState,
  Trouble,
} from '../../../shared/queue.ts';
import type { QueueSettings } from '../../../shared/queue-settings.ts';
import type { Failure } from '../../../shared/result.ts';
import type { AttemptReport, TakeUp } from './attempt-report.ts';
import type { ClaimedMessage, Entered, Lease, NewMessage, SkippedMessage } from './queue-message.ts';

/** Times are milliseconds since 1970 everywhere here. */

export type ClaimOptions = {
  readonly owner: string;
  readonly now: number;
  readonly leaseUntil: number;
  readonly limit: number;
  /** Only these, whether they are due or not. */
  readonly only?: readonly number[];
  readonly throttle: Pick<QueueSettings, 'perMinute' | 'perHour' | 'perDay'>;
};

/** In milliseconds. */
export type LongestWaits = { readonly retryMs: number; readonly greylistingMs: number };

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
  /**
   * Does work of the background. Throws SQLITE_BUSY when the database stays locked for longer than a moment; all but this and the
   * two that follow wait for some seconds, as is right for what a person does.
   */
  readonly briefly: <T>(work: () => T) => T;
  /** Makes one transaction (IMMEDIATE) of all that `work` does here; undone when it throws or gives undefined. Waits briefly. */
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
  readonly findDuplicate: (notification: string, idempotencyKey: string, now: number) => Entered | undefined;
  /** `duplicateOf`: the row of an earlier Action with that key, which is written anew. */
  readonly skip: (
    message: SkippedMessage,
    now: number,
  ) => { readonly deliveryId: number; readonly duplicateOf?: number };

  /**
   * Takes what is due and may be sent now, in order; nothing but `send_now` while paused. Counts for the throttle. Fewer than
   * asked for when their sources are large: all of them are in memory at once.
   */
  readonly claim: (options: ClaimOptions) => readonly ClaimedMessage[];
  /** Takes one message to try the connection with, whatever else waits; undefined when nothing is due. */
  readonly claimProbe: (options: Omit<ClaimOptions, 'limit'>) => ClaimedMessage | undefined;
  /** Gives claimed messages back untouched; one that was handed over, or is claimed by another meanwhile, is not given back. */
  readonly release: (leases: readonly Lease[]) => void;
  /** Says that the claim has come to these messages. */
  readonly begin: (leases: readonly Lease[]) => void;
  /**
   * Says that the ends of these messages may reach the server from now on. Gives for each whether that may happen: once for each
   * claim, and not after it was lost.
   */
  readonly handOver: (leases: readonly Lease[], now: number) => readonly boolean[];
  /** Writes what attempts came to. Of a message that was lost meanwhile, what was written about it gets its truth. */
  readonly end: (reports: readonly AttemptReport[]) => void;
  /** Ends attempts of which a bug keeps anybody from saying more: nothing stays under way. */
  readonly abandon: (leases: readonly Lease[], now: number, takeUp: TakeUp) => void;
  readonly renewLeases: (owner: string, leaseUntil: number) => void;
  /**
   * Takes up what processes left behind that are gone. What had not begun waits as before. An owner that isn't certain went
   * down with its computer: any of its messages may have been handed over. Gives how many.
   */
  readonly settle: (
    now: number,
    isGone: (owner: string, leaseUntil: number) => boolean,
    takeUp: TakeUp,
    isCertain?: (owner: string) => boolean,
  ) => number;
  /**
   * Has what is to be sent at once be due, and nothing that is tried again wait longer than that may take, after the clock was
   * put back; some at a time. Gives how many.
   */
  readonly mendTimes: (now: number, longest: LongestWaits) => number;
  /**
   * When the next pending message is due; undefined when none waits for its time. One that waits behind an earlier one to the
   * same recipient doesn't count: it becomes due when that one leaves.
   */
  readonly nextDue: () => number | undefined;
  /** Forgets what the storm brake and idempotency keys don't need any more, some of it at a time; true when there may be more. */
  readonly forgetOld: (now: number) => boolean;
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
    isGone: (owner: string, leaseUntil: number) => boolean,
  ) => number | undefined;
  readonly freeSlot: (owner: string, slot: number) => void;
  readonly signUp: (owner: string, leaseUntil: number) => void;
  readonly signOff: (owner: string) => void;
  readonly workers: (isGone: (owner: string, leaseUntil: number) => boolean) => number;
  /** Until when a limit of the throttle is used up; undefined while none is. */
  readonly throttledUntil: (throttle: ClaimOptions['throttle'], now: number) => number | undefined;
  /** What the newest attempts failed with, if none of them reached the server; undefined when the last one did. */
  readonly trouble: () => Trouble | undefined;

  readonly list: (filter: {
    readonly after: number;
    readonly limit: number;
    readonly state?: QueueState | undefined;
  }) => readonly QueueItem[];
  /** The same for those with a text. Looks at some of the queue at each step, which may give none of them. */
  readonly search: (filter: {
    readonly after: number;
    readonly limit: number;
    readonly state?: QueueState | undefined;
    readonly search?: string | undefined;
  }) => Iterable<readonly QueueItem[]>;
  /** How many rows the list has. */
  readonly count: (filter: { readonly state?: QueueState | undefined }) => number;
  /** The same for those with a text, and how many messages their rows stand for: the sum of all steps. */
  readonly countFound: (filter: {
    readonly state?: QueueState | undefined;
    readonly search?: string | undefined;
  }) => Iterable<{ readonly rows: number; readonly messages: number }>;
  readonly counts: () => Record<QueueState, number>;

  /** Each changes these messages (some hundred at most) in one transaction and gives how many it changed: those that are in a state for it. */
  readonly sendNow: (ids: readonly number[], now: number) => number;
  readonly retry: (ids: readonly number[], now: number) => number;
  readonly hold: (ids: readonly number[], because: HoldReason, now: number) => number;
  readonly releaseHeld: (ids: readonly number[], now: number) => number;
  /** Takes messages out; the log keeps them as cancelled, failed and unknown ones as what they are, with who did it. One under way stays. */
  readonly remove: (ids: readonly number[], note: string, now: number) => number;
  /** For messages whose outcome is unknown. */
  readonly markSent: (ids: readonly number[], note: string, now: number) => number;
  readonly sendAgain: (ids: readonly number[], now: number, note?: string) => number;
  /**
   * The ids that a selection names, heads of storms with all of theirs; with an action those alone that it can be done to. Looks
   * at some of the queue at each step, which may give none of them.
   */
  readonly select: (selection: QueueSelection, action?: QueueAction) => Iterable<readonly number[]>;
  /** The id of the newest message; 0 when there is none. */
  readonly newest: () => number;
  /** How many of these (some hundred at most) are in the queue and have nobody in To, Cc and Bcc. */
  readonly countWithoutRecipients: (ids: readonly number[]) => number;
};
