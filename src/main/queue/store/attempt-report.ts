import type { RecipientResult } from '../../../shared/delivery.ts';
import type { WaitReason } from '../../../shared/queue.ts';
import type { Failure } from '../../../shared/result.ts';
import type { AttemptEnd } from '../../log/log-store.ts';
import type { ClaimedMessage, Lease } from './queue-message.ts';

/** Times are milliseconds since 1970 everywhere here. */

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

/** A message whose attempt ended without anybody to tell what came of it. */
export type LostMessage = Pick<ClaimedMessage, 'tries' | 'firstTriedAt' | 'dueAt'> & {
  /** Its end may have reached the server. */
  readonly handedOver: boolean;
};

/** Says what becomes of a lost message. */
export type TakeUp = (
  lost: LostMessage,
  why: Failure,
) => {
  readonly decision: Exclude<Decision, { readonly next: 'sent' }>;
  readonly failure: Failure;
  readonly firstTriedAt: number;
};

export type AttemptReport = Lease & {
  readonly owner: string;
  readonly startedAt: string;
  readonly now: number;
  readonly host: string;
  readonly port: number;
  /** `end.recipients` has those of this attempt alone. */
  readonly end: AttemptEnd;
  /** Of every recipient, those of earlier attempts included. */
  readonly results: readonly RecipientResult[];
  /** For `pending` and `failed`: who hasn't got it and may be asked again. */
  readonly open: readonly string[];
  /** From when on the time is counted after which it is given up; null when it hasn't been tried. */
  readonly firstTriedAt: number | null;
  readonly decision: Decision;
};
