import type { RecipientResult } from '../../../shared/delivery.ts';
import type { Database } from '../../store/database.ts';
import type { Decision } from './attempt-report.ts';

/** What has changed about the recipients; left out: nothing. */
type Recipients = { readonly results?: readonly RecipientResult[]; readonly open?: readonly string[] };

/** Writes the row of a message that stays in the queue after an attempt. */
export type Staying = {
  /** As Failed or as Unknown, until a person does something. `failedAt` is null for Unknown. */
  readonly keep: (deliveryId: number, failedAt: number | null, recipients: Recipients) => void;
  /** As Pending. `firstTriedAt` is from when on the time is counted after which it is given up. */
  readonly tryAgain: (
    deliveryId: number,
    decision: Extract<Decision, { next: 'pending' }>,
    firstTriedAt: number | null,
    recipients: Recipients,
  ) => void;
};

export function openStaying(database: Database): Staying {
  const keep = database.prepare<[object]>(
    `UPDATE queue SET state = @state, failed_at = @failedAt, owner = NULL, lease_until = NULL, send_now = 0,
       tries = tries + 1, results = coalesce(@results, results), open_recipients = coalesce(@open, open_recipients)
     WHERE delivery_id = @deliveryId`,
  );
  // What a person sends now goes on passing a pause when the attempt didn't count, but waits for an open circuit.
  const tryAgain = database.prepare<[object]>(
    `UPDATE queue SET state = 'pending', due_at = @dueAt, waits_for = @waitsFor, owner = NULL, lease_until = NULL,
       begun = 0, handed_over = 0, send_now = CASE WHEN @tries = 1 THEN 0 ELSE min(2 * send_now, 2) END,
       tries = tries + @tries, first_tried_at = @firstTriedAt, results = coalesce(@results, results),
       open_recipients = coalesce(@open, open_recipients) WHERE delivery_id = @deliveryId`,
  );

  return {
    keep: (deliveryId, failedAt, recipients) => {
      keep.run({ deliveryId, state: failedAt === null ? 'unknown' : 'failed', failedAt, ...texts(recipients) });
    },
    tryAgain: (deliveryId, { dueAt, waitsFor, counts }, firstTriedAt, recipients) => {
      const tries = counts ? 1 : 0;
      tryAgain.run({ deliveryId, dueAt: Math.round(dueAt), waitsFor, tries, firstTriedAt, ...texts(recipients) });
    },
  };
}

function texts({ results, open }: Recipients): { results: string | null; open: string | null } {
  return {
    results: results === undefined ? null : JSON.stringify(results),
    open: open === undefined ? null : JSON.stringify(open),
  };
}
