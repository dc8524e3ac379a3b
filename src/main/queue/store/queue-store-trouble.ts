import type { Trouble } from '../../../shared/queue.ts';
import type { Failure, FailureCode } from '../../../shared/result.ts';
import type { Database } from '../../store/database.ts';
import type { QueueStore } from './queue-store-type.ts';

/** The server isn't there, or is not to be talked with. What has to do with the settings opens the circuit instead. */
const unreachable: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'CONNECTION_REFUSED',
  'HOST_UNREACHABLE',
  'CONNECTION_TIMEOUT',
  'CONNECTION_LOST',
  'GREETING_TIMEOUT',
  'NOT_SMTP',
]);

/** How far back the beginning is looked for: between attempts at a server that is gone there is a rest, so they are few. */
const LOOKED_AT_MOST = 500;

type Row = { readonly startedAt: string; readonly error: string | null };

/** Whether the server can be reached, as the attempts of all processes tell. Tests of values that aren't saved tell nothing. */
export function openTrouble(database: Database): Pick<QueueStore, 'trouble'> {
  const newest = database.prepare<[], Row>(
    `SELECT a.started_at AS startedAt, a.error FROM attempts a JOIN deliveries d ON d.id = a.delivery_id
     WHERE a.status NOT IN ('sending', 'cancelled') AND d.settings_revision IS NOT NULL
     ORDER BY a.id DESC LIMIT ${LOOKED_AT_MOST}`,
  );
  return {
    trouble: () => {
      let trouble: Trouble | undefined;
      for (const { startedAt, error } of newest.iterate()) {
        const failure = error === null ? undefined : (JSON.parse(error) as Failure);
        if (failure === undefined || !unreachable.has(failure.code)) break;
        trouble = { failure: trouble?.failure ?? failure, since: startedAt };
      }
      return trouble;
    },
  };
}
