import { briefly } from '../../store/brief-wait.ts';
import type { Database } from '../../store/database.ts';
import { openClaims } from './queue-store-claim.ts';
import { openClockMending } from './queue-store-clock.ts';
import { openControl } from './queue-store-control.ts';
import { openEnds } from './queue-store-end.ts';
import { openEntrance } from './queue-store-enter.ts';
import { openListing } from './queue-store-list.ts';
import { openForgettingOld } from './queue-store-old.ts';
import { openPersonsChanges } from './queue-store-person.ts';
import { openSelecting } from './queue-store-select.ts';
import { openSettling } from './queue-store-settle.ts';
import { openTrouble } from './queue-store-trouble.ts';
import type { QueueStore } from './queue-store-type.ts';
import { openWorkers } from './queue-store-workers.ts';

/**
 * The Notification Queue in SQLite. Whatever several processes may do at once is a transaction that holds off every other
 * writer from its beginning (IMMEDIATE), so that it judges by what it then changes. Once a function has returned, what it
 * wrote is on the disk, but for what `quickly` wrote: that is there for every process at once, outlives its own, and is on the disk
 * with the next transaction of another kind.
 */
export function createQueueStore(database: Database): QueueStore {
  const atOnce = openTransactions(database);
  return {
    briefly: (work) => briefly(database, work),
    atOnce: (work) => briefly(database, () => atOnce(work)),
    quickly: (work) =>
      briefly(database, () => {
        database.exec('PRAGMA synchronous = NORMAL');
        try {
          return atOnce(work);
        } finally {
          database.exec('PRAGMA synchronous = FULL');
        }
      }),
    ...openEntrance(database),
    ...openClaims(database),
    ...openEnds(database),
    ...openSettling(database),
    ...openForgettingOld(database),
    ...openClockMending(database),
    ...openControl(database),
    ...openWorkers(database),
    ...openTrouble(database),
    ...openListing(database),
    ...openSelecting(database),
    ...openPersonsChanges(database),
  };
}

/** What undoes a transaction whose work came to nothing; nobody outside sees it. */
const nothing = new Error('nothing');

function openTransactions(database: Database): QueueStore['atOnce'] {
  const transaction = database.transaction((work: () => unknown) => {
    const done = work();
    if (done === undefined) throw nothing;
    return done;
  }).immediate;
  return <T>(work: () => T | undefined) => {
    try {
      return transaction(work) as T;
    } catch (error) {
      if (error === nothing) return undefined;
      throw error;
    }
  };
}
