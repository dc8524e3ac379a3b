import { isBusy } from '../../store/brief-wait.ts';
import { isStorageError } from '../../store/database.ts';
import type { AttemptReport, TakeUp } from '../store/attempt-report.ts';
import type { Lease } from '../store/queue-message.ts';
import type { QueueStore } from '../store/queue-store-type.ts';
import { BUSY_AGAIN_MS, PATIENCE_MS } from './patience.ts';

/** How long what has ended may wait for a transaction that is made anyway. */
const LINGER_MS = 4;
/** A database that is full, or busy with nobody waiting for it, is asked again after this. */
const AGAIN_MS = 1_000;

/** `lost`: the message isn't this process's any more. `unwritten`: the database can't take it now. */
export type HandOver = 'granted' | 'lost' | 'unwritten';

/**
 * Writes what all lanes have to say, in as few transactions as there can be. What has ended waits some milliseconds for what ends
 * next: together they change most pages of the database once instead of each time. Only a claim waits for the disk, which takes longer
 * than a message: what is written in between outlives the process at once, and a failure of power with the next claim. When the
 * power fails before that, the claim is on the disk, and `settle` says of all that was claimed that nobody knows.
 */
type Asked = {
  readonly message: Lease;
  /** Monotonic: how long the server may be kept waiting for the end of the message. */
  readonly until: number;
  readonly tell: (answer: HandOver) => void;
};

export type Journal = {
  /** Notes that a message is begun. Written with whatever else is; not at all when it is handed over before that. */
  readonly begins: (message: Lease) => void;
  /** Resolves when it is written that the end of the message may reach the server. Each claim gets that once. */
  readonly handOver: (message: Lease) => Promise<HandOver>;
  /** Writes an attempt's end within some milliseconds, and as long as it can't be written, again and again. */
  readonly ended: (report: AttemptReport) => void;
  /** Gives messages back untouched, in the same way. */
  readonly giveBack: (messages: readonly Lease[]) => void;
  /** The same for an attempt that a bug has ended: nobody can say how. */
  readonly abandon: (message: Lease) => void;
  /** Writes what waits now, and `work` with it, both or neither and on the disk. Throws what the database or `work` throws. */
  readonly along: <T>(work: () => T) => T;
  /** Writes what waits now; true when nothing waits any more. */
  readonly write: () => boolean;
};

export type JournalDependencies = {
  readonly store: QueueStore;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly takeUp: TakeUp;
  /** Told of what has been written. */
  readonly written: (reports: readonly AttemptReport[]) => void;
  readonly unexpected: (error: unknown) => unknown;
};

export function createJournal({ store, now, takeUp, written, unexpected }: JournalDependencies): Journal {
  const begun = new Set<Lease>();
  let asked: Asked[] = [];
  let reports: AttemptReport[] = [];
  let back: Lease[] = [];
  let broken: Lease[] = [];
  let soon: NodeJS.Immediate | undefined;
  let later: NodeJS.Timeout | undefined;
  let trouble: 'none' | 'locked' | 'other' = 'none';

  function handOver(): readonly boolean[] {
    if (asked.length === 0) return [];
    const messages = asked.map(({ message }) => message);
    return store.handOver(messages, now());
  }

  function answer(granted: readonly boolean[]): void {
    const told = asked;
    asked = [];
    for (const [index, { tell }] of told.entries()) tell(granted[index] === true ? 'granted' : 'lost');
  }

  /** What can't be written is tried again later. Nothing is handed over now; for a database that is only locked one may wait. */
  function putOff(error: unknown): void {
    trouble = isBusy(error) ? 'locked' : 'other';
    unexpected(error);
    const waitsUntil = trouble === 'locked' ? performance.now() : Number.POSITIVE_INFINITY;
    const told = asked.filter(({ until }) => until < waitsUntil);
    asked = asked.filter(({ until }) => until >= waitsUntil);
    for (const { tell } of told) tell('unwritten');
    clearTimeout(later);
    later = undefined;
    writeLater(asked.length > 0 ? BUSY_AGAIN_MS : AGAIN_MS);
  }

  function writeAll<T>(transaction: QueueStore['atOnce'], work: () => T): T {
    const done = transaction(() => {
      if (reports.length > 0) store.end(reports);
      if (back.length > 0) store.release(back);
      if (broken.length > 0) store.abandon(broken, now(), takeUp);
      if (begun.size > 0) store.begin([...begun]);
      return { granted: handOver(), value: work() };
    });
    if (done === undefined) throw new Error('a transaction gave nothing');
    const ended = reports;
    const changed = ended.length > 0 || broken.length > 0;
    reports = [];
    back = [];
    broken = [];
    begun.clear();
    answer(done.granted);
    if (changed) written(ended);
    return done.value;
  }

  /**
   * One thing that can't be written must not keep the others from it. Only a bug makes one so, and nobody may wait for a message
   * whose end is such a one: it is written down as lost.
   */
  function writeOneByOne(): void {
    const waiting = reports;
    reports = waiting.filter((report) => {
      const failure = tried(() => store.end([report]));
      if (failure === 'bug') broken.push(report);
      return failure === 'storage';
    });
    broken = broken.filter((message) => tried(() => store.abandon([message], now(), takeUp)) === 'storage');
    written(waiting.filter((report) => !reports.includes(report)));
  }

  function tried(work: () => void): 'storage' | 'bug' | undefined {
    try {
      work();
      return undefined;
    } catch (error) {
      unexpected(error);
      return isStorageError(error) ? 'storage' : 'bug';
    }
  }

  function write(): boolean {
    clearImmediate(soon);
    clearTimeout(later);
    soon = later = undefined;
    if ([asked, reports, back, broken].every(({ length }) => length === 0) && begun.size === 0) return true;
    try {
      writeAll(store.quickly, () => undefined);
      trouble = 'none';
      return true;
    } catch (error) {
      putOff(error);
      if (!isStorageError(error)) store.briefly(writeOneByOne);
      return false;
    }
  }

  /** Writes who may hand over and leaves the rest to its time; after trouble, finds out for all whether it is over. */
  function grant(): void {
    soon = undefined;
    if (trouble !== 'none') {
      // A locked database is tried again in its time, however many ask meanwhile.
      if (trouble === 'other') write();
      return;
    }
    if (asked.length === 0) return;
    try {
      const granted = store.quickly(handOver);
      if (granted === undefined) throw new Error('a transaction gave nothing');
      answer(granted);
    } catch (error) {
      putOff(error);
    }
  }

  function writeLater(ms: number): void {
    later ??= setTimeout(write, ms).unref();
  }

  return {
    begins: (message) => {
      begun.add(message);
      writeLater(LINGER_MS);
    },
    handOver: (message) =>
      new Promise((tell) => {
        begun.delete(message);
        asked.push({ message, tell, until: performance.now() + PATIENCE_MS });
        soon ??= setImmediate(grant);
      }),
    ended: (report) => {
      reports.push(report);
      writeLater(LINGER_MS);
    },
    giveBack: (messages) => {
      if (messages.length === 0) return;
      back.push(...messages);
      writeLater(LINGER_MS);
    },
    abandon: (message) => {
      broken.push(message);
      writeLater(LINGER_MS);
    },
    along: (work) => writeAll(store.atOnce, work),
    write,
  };
}
