import type { Database } from '../../store/database.ts';
import type { QueueStore } from './queue-store-type.ts';

type Slot = { readonly slot: number; readonly owner: string; readonly leaseUntil: number };
type Worker = Omit<Slot, 'slot'>;

/** Which processes send, and how many connections they have among them. */
export function openWorkers(
  database: Database,
): Pick<QueueStore, 'takeSlot' | 'freeSlot' | 'signUp' | 'signOff' | 'workers' | 'renewLeases'> {
  const slots = database.prepare<[], Slot>(
    'SELECT slot, owner, lease_until AS leaseUntil FROM connection_slots ORDER BY slot',
  );
  const removeSlot = database.prepare<[number]>('DELETE FROM connection_slots WHERE slot = ?');
  const addSlot = database.prepare<[number, string, number]>(
    'INSERT INTO connection_slots (slot, owner, lease_until) VALUES (?, ?, ?)',
  );
  const freeSlot = database.prepare<[number, string]>('DELETE FROM connection_slots WHERE slot = ? AND owner = ?');
  const signUp = database.prepare<[string, number]>(
    'INSERT OR REPLACE INTO queue_workers (owner, lease_until) VALUES (?, ?)',
  );
  const signOff = database.prepare<[string]>('DELETE FROM queue_workers WHERE owner = ?');
  const workers = database.prepare<[], Worker>('SELECT owner, lease_until AS leaseUntil FROM queue_workers');
  const renewals = [
    database.prepare<[number, string]>("UPDATE queue SET lease_until = ? WHERE state = 'sending' AND owner = ?"),
    database.prepare<[number, string]>('UPDATE connection_slots SET lease_until = ? WHERE owner = ?'),
    database.prepare<[number, string]>('UPDATE queue_workers SET lease_until = ? WHERE owner = ?'),
  ];

  return {
    takeSlot: database.transaction<QueueStore['takeSlot']>((owner, most, leaseUntil, isGone) => {
      const taken = new Set<number>();
      for (const row of slots.all()) {
        if (isGone(row.owner, row.leaseUntil)) removeSlot.run(row.slot);
        else taken.add(row.slot);
      }
      // Fewer may be allowed now than when they were taken.
      if (taken.size >= most) return undefined;
      const slot = Array.from({ length: most }, (_, index) => index).find((index) => !taken.has(index));
      if (slot !== undefined) addSlot.run(slot, owner, leaseUntil);
      return slot;
    }).immediate,
    freeSlot: (owner, slot) => {
      freeSlot.run(slot, owner);
    },
    signUp: (owner, leaseUntil) => {
      signUp.run(owner, leaseUntil);
    },
    signOff: (owner) => {
      signOff.run(owner);
    },
    workers: (isGone) => {
      const all = workers.all();
      const gone = all.filter((worker) => isGone(worker.owner, worker.leaseUntil));
      for (const worker of gone) signOff.run(worker.owner);
      return all.length - gone.length;
    },
    renewLeases: database.transaction<QueueStore['renewLeases']>((owner, leaseUntil) => {
      for (const renewal of renewals) renewal.run(leaseUntil, owner);
    }).immediate,
  };
}
