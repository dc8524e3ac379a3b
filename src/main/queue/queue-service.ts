import { userInfo } from 'node:os';
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import { t } from '../../shared/catalogue/index.ts';
import type { Output, ParsedInput } from '../../shared/contract.ts';
import type { QueueSelection } from '../../shared/queue.ts';
import type { QueueSettings } from '../../shared/queue-settings.ts';
import { pageOf } from '../store/page.ts';
import type { Presence } from './presence.ts';
import type { OpenCircuit, QueueStore } from './queue-store-type.ts';
import type { Worker } from './worker.ts';

/** How long a pause waits for what has begun. */
const PAUSE_WAIT_MS = 5_000;
const PAUSE_POLL_MS = 25;
/** Messages that are changed in one transaction. */
const AT_ONCE = 300;
/** The latest time that a date can say (ECMA-262 section 21.4.1.1). */
const LATEST = 8_640_000_000_000_000;

type Changed = { readonly changed: number };

/** The operations on the Notification Queue. */
export type QueueService = {
  readonly status: () => Output<'queue.status'>;
  readonly list: (input: ParsedInput<'queue.list'>) => Output<'queue.list'>;
  readonly pause: (input: ParsedInput<'queue.pause'>) => Promise<Output<'queue.pause'>>;
  readonly resume: () => Output<'queue.resume'>;
  readonly send: (input: ParsedInput<'queue.send'>) => Promise<Changed>;
  readonly retry: (input: ParsedInput<'queue.retry'>) => Promise<Changed>;
  readonly hold: (input: ParsedInput<'queue.hold'>) => Promise<Changed>;
  readonly release: (input: ParsedInput<'queue.release'>) => Promise<Changed>;
  readonly remove: (input: ParsedInput<'queue.delete'>) => Promise<Changed>;
  readonly resolve: (input: ParsedInput<'queue.resolve'>) => Promise<Changed>;
  readonly run: (input: ParsedInput<'queue.run'>) => Promise<Output<'queue.run'>>;
};

export type QueueServiceDependencies = {
  readonly store: QueueStore;
  readonly worker: Worker;
  readonly presence: Presence;
  readonly settings: () => QueueSettings;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly queueChanged: () => void;
  readonly logChanged: () => void;
};

export function createQueueService(dependencies: QueueServiceDependencies): QueueService {
  const { store, worker, presence, settings, now, queueChanged, logChanged } = dependencies;

  /** Does something to all that a selection names, some at a time, so that nothing else has to wait long. */
  async function toEach(
    { ids, state, search }: QueueSelection,
    change: (ids: readonly number[]) => number,
  ): Promise<Changed> {
    const selection = { ids, ...(state === undefined ? {} : { state }), ...(search === undefined ? {} : { search }) };
    let changed = 0;
    let after = 0;
    for (;;) {
      const some = store.select(selection, after, AT_ONCE);
      const last = some.at(-1);
      if (last === undefined) break;
      changed += change(some);
      after = last;
      await turn();
    }
    if (changed > 0) queueChanged();
    return { changed };
  }

  async function released(selection: QueueSelection, change: (ids: readonly number[]) => number): Promise<Changed> {
    const result = await toEach(selection, change);
    if (result.changed > 0) worker.hurry();
    return result;
  }

  async function logged(result: Promise<Changed>): Promise<Changed> {
    const { changed } = await result;
    if (changed > 0) logChanged();
    return { changed };
  }

  return {
    status: () => {
      const pause = store.paused() ?? null;
      const circuit = store.circuit();
      const counts = store.counts();
      const until = store.throttledUntil(settings(), now());
      return {
        paused: pause !== null,
        pause,
        circuit: circuit === undefined ? null : circuitOf(circuit),
        counts,
        total: Object.values(counts).reduce((sum, count) => sum + count, 0),
        nextAttemptAt: isoTime(store.nextDue()),
        workers: store.workers(now(), presence.isGone),
        throttledUntil: isoTime(until),
      };
    },
    list: ({ limit, after, state, search }) => {
      const page = pageOf(store.list({ limit: limit + 1, after, state, search }), limit);
      const total = store.count({ state, search });
      return { paused: store.paused() !== undefined, total, items: [...page.rows], next: page.next };
    },
    pause: async ({ why, by }) => {
      store.pause({ by: nameOf(by), at: new Date(now()).toISOString(), why });
      worker.look();
      queueChanged();
      for (let waited = 0; store.underWay() > 0 && waited < PAUSE_WAIT_MS; waited += PAUSE_POLL_MS)
        await wait(PAUSE_POLL_MS);
      return { underWay: store.underWay() };
    },
    resume: () => {
      const resumed = store.resume();
      worker.hurry();
      queueChanged();
      return { resumed };
    },
    send: (selection) => released(selection, (ids) => store.sendNow(ids, now())),
    retry: (selection) => released(selection, (ids) => store.retry(ids, now())),
    hold: (selection) => toEach(selection, (ids) => store.hold(ids, 'person')),
    release: (selection) => released(selection, (ids) => store.releaseHeld(ids, now())),
    remove: (selection) => {
      const note = t('queueNote.deleted', { by: nameOf(selection.by) });
      return logged(toEach(selection, (ids) => store.remove(ids, note, now())));
    },
    resolve: (selection) => {
      if (selection.as === 'again') return logged(released(selection, (ids) => store.sendAgain(ids, now())));
      const note = t('queueNote.markedSent', { by: nameOf(selection.by) });
      return logged(toEach(selection, (ids) => store.markSent(ids, note, now())));
    },
    run: async ({ ids }) => {
      const tally = await worker.runOnce(ids);
      return { ...tally, pending: store.counts().pending };
    },
  };
}

function circuitOf({ openedAt, failure, deliveryId, probeAt }: OpenCircuit): Output<'queue.status'>['circuit'] {
  return { openedAt, failure, deliveryId, nextProbeAt: new Date(probeAt).toISOString() };
}

/** Null for what has no time: a message that waits for another one is due when that one has left. */
function isoTime(time: number | undefined): string | null {
  return time === undefined || time > LATEST ? null : new Date(time).toISOString();
}

/** Whoever does something: as the door names them, or the user that the process runs as. */
function nameOf(by: string | undefined): string {
  if (by !== undefined && by.trim() !== '') return by;
  try {
    return userInfo().username;
  } catch {
    // A process may run under a number that the system has no name for.
    return t('queueNote.somebody');
  }
}
