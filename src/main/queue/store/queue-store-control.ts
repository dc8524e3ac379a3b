import type { Pause } from '../../../shared/queue.ts';
import type { Failure } from '../../../shared/result.ts';
import type { Database } from '../../store/database.ts';
import type { OpenCircuit, QueueStore } from './queue-store-type.ts';

/** There is one connection so far. */
const CONNECTION = 'default';

type CircuitRow = Omit<OpenCircuit, 'failure'> & { readonly failure: string };

/** What stops the whole queue: a person's pause, and a connection that is at fault. */
export function openControl(
  database: Database,
): Pick<QueueStore, 'pause' | 'resume' | 'paused' | 'underWay' | 'circuit' | 'openCircuit' | 'closeCircuit'> {
  const pause = database.prepare<[string, string, string]>(
    'INSERT OR IGNORE INTO queue_pause (only, paused_by, paused_at, why) VALUES (1, ?, ?, ?)',
  );
  const resume = database.prepare('DELETE FROM queue_pause');
  const paused = database.prepare<[], Pause>('SELECT paused_by AS "by", paused_at AS at, why FROM queue_pause');
  const underWay = database.prepare<[], number>("SELECT count(*) FROM queue WHERE state = 'sending'").pluck();
  const circuit = database.prepare<[string], CircuitRow>(
    `SELECT opened_at AS openedAt, failure, delivery_id AS deliveryId, settings_digest AS settingsDigest, tries,
       probe_at AS probeAt FROM circuits WHERE connection = ?`,
  );
  const openCircuit = database.prepare<[object]>(
    `INSERT OR REPLACE INTO circuits (connection, opened_at, failure, delivery_id, settings_digest, tries, probe_at)
     VALUES (@connection, @openedAt, @failure, @deliveryId, @settingsDigest, @tries, @probeAt)`,
  );
  const closeCircuit = database.prepare<[string]>('DELETE FROM circuits WHERE connection = ?');

  return {
    pause: ({ by, at, why }) => {
      pause.run(by, at, why);
    },
    resume: () => resume.run().changes > 0,
    paused: () => paused.get(),
    underWay: () => underWay.get() ?? 0,
    circuit: () => {
      const row = circuit.get(CONNECTION);
      return row === undefined ? undefined : { ...row, failure: JSON.parse(row.failure) as Failure };
    },
    openCircuit: ({ openedAt, failure, deliveryId, settingsDigest, tries, probeAt }) => {
      openCircuit.run({
        connection: CONNECTION,
        openedAt,
        failure: JSON.stringify(failure),
        deliveryId,
        settingsDigest,
        tries,
        probeAt,
      });
    },
    closeCircuit: () => closeCircuit.run(CONNECTION).changes > 0,
  };
}
