import { isStorageError } from '../store/database.ts';
import type { AttemptReport, QueueStore } from './queue-store-type.ts';

/** How long what has ended may wait for a transaction that is made anyway. */
const LINGER_MS = 4;
/** A database that is busy or full is asked again after this. */
const AGAIN_MS = 1_000;

/** `lost`: the message isn't this process's any more. `unwritten`: the database can't take it now. */
export type HandOver = 'granted' | 'lost' | 'unwritten';

/**
 * Writes what all lanes have to say, in as few transactions as there can be. Only a claim waits for the disk, which takes longer
 * than a message: what is written in between outlives the process at once, and a failure of power with the next claim. When the
 * power fails before that, the claim is on the disk, and `settle` says of all that was claimed that nobody knows.
 */
export type Journal = {
  /** Resolves when it is written that the end of the message may reach the server. */
  readonly handOver: (deliveryId: number) => Promise<HandOver>;
  /** Writes an attempt's end within some milliseconds, and as long as it can't be written, again and again. */
  readonly ended: (report: AttemptReport) => void;
  /** Gives messages back untouched, in the same way. */
  readonly giveBack: (deliveryIds: readonly number[]) => void;
  /** Writes what waits now, and `work` with it, both or neither and on the disk. Throws what the database or `work` throws. */
  readonly along: <T>(work: () => T) => T;
  /** Writes what waits now; true when nothing waits any more. */
  readonly write: () => boolean;
};

export type JournalDependencies = {
  readonly store: QueueStore;
  readonly owner: string;
  /** Told of what has been written. */
  readonly written: (reports: readonly AttemptReport[]) => void;
  readonly unexpected: (error: unknown) => unknown;
};

export function createJournal({ store, owner, written, unexpected }: JournalDependencies): Journal {
  const asked = new Map<number, (answer: HandOver) => void>();
  let reports: AttemptReport[] = [];
  let back: number[] = [];
  let soon: NodeJS.Immediate | undefined;
  let later: NodeJS.Timeout | undefined;

  function writeAll<T>(transaction: QueueStore['atOnce'], work: () => T): T {
    const done = transaction(() => {
      if (reports.length > 0) store.end(reports);
      if (back.length > 0) store.release(owner, back);
      const lost = asked.size > 0 ? store.handOver(owner, [...asked.keys()]) : [];
      return { lost: new Set(lost), value: work() };
    });
    if (done === undefined) throw new Error('a transaction gave nothing');
    const ended = reports;
    reports = [];
    back = [];
    for (const [deliveryId, answer] of asked) answer(done.lost.has(deliveryId) ? 'lost' : 'granted');
    asked.clear();
    if (ended.length > 0) written(ended);
    return done.value;
  }

  /** One report that can't be written must not keep the others from it. Only a bug makes one so; it is written down. */
  function writeOneByOne(): void {
    reports = reports.filter((report) => {
      try {
        store.end([report]);
        return false;
      } catch (error) {
        unexpected(error);
        return isStorageError(error);
      }
    });
  }

  function write(): boolean {
    clearImmediate(soon);
    clearTimeout(later);
    soon = later = undefined;
    if (asked.size === 0 && reports.length === 0 && back.length === 0) return true;
    try {
      writeAll(store.quickly, () => undefined);
      return true;
    } catch (error) {
      unexpected(error);
      for (const answer of asked.values()) answer('unwritten');
      asked.clear();
      if (!isStorageError(error)) writeOneByOne();
      writeLater(AGAIN_MS);
      return false;
    }
  }

  function writeLater(ms: number): void {
    later ??= setTimeout(write, ms).unref();
  }

  return {
    handOver: (deliveryId) =>
      new Promise((answer) => {
        asked.set(deliveryId, answer);
        soon ??= setImmediate(write);
      }),
    ended: (report) => {
      reports.push(report);
      writeLater(LINGER_MS);
    },
    giveBack: (deliveryIds) => {
      if (deliveryIds.length === 0) return;
      back.push(...deliveryIds);
      writeLater(LINGER_MS);
    },
    along: (work) => writeAll(store.atOnce, work),
    write,
  };
}
