import type { Database } from '../store/database.ts';
import { openClaims } from './queue-store-claim.ts';
import { openControl } from './queue-store-control.ts';
import { openEnds } from './queue-store-end.ts';
import { openEntrance } from './queue-store-enter.ts';
import { openListing } from './queue-store-list.ts';
import { openPersonsChanges } from './queue-store-person.ts';
import { openSelecting } from './queue-store-select.ts';
import { openSettling } from './queue-store-settle.ts';
import type { QueueStore } from './queue-store-type.ts';
import { openWorkers } from './queue-store-workers.ts';

/**
 * The Notification Queue in SQLite. Whatever several processes may do at once is a transaction that holds off every other
 * writer from its beginning (IMMEDIATE), so that it judges by what it then changes. Once a function has returned, what it
 * wrote is on the disk, but for what `quickly` wrote: that is there for every process at once, outlives its own, and is on the disk
 * with the next transaction of another kind.
 */
export function createQueueStore(database: Database): QueueStore {
  return {
    atOnce: (work) => atOnce(database, work),
    quickly: (work) => {
      database.exec('PRAGMA synchronous = NORMAL');
      try {
        return atOnce(database, work);
      } finally {
        database.exec('PRAGMA synchronous = FULL');
      }
    },
    ...openEntrance(database),
    ...openClaims(database),
    ...openEnds(database),
    ...openSettling(database),
    ...openControl(database),
    ...openWorkers(database),
    ...openListing(database),
    ...openSelecting(database),
    ...openPersonsChanges(database),
  };
}

/** What undoes a transaction whose work came to nothing; nobody outside sees it. */
const nothing = new Error('nothing');

function atOnce<T>(database: Database, work: () => T | undefined): T | undefined {
  const transaction = database.transaction(() => {
    const done = work();
    if (done === undefined) throw nothing;
    return done;
  });
  try {
    return transaction.immediate();
  } catch (error) {
    if (error === nothing) return undefined;
    throw error;
  }
}
