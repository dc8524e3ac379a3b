import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import { t } from '../../shared/catalogue/index.ts';
import type { Output, ParsedInput } from '../../shared/contract.ts';
import type { Circuit, QueueAction, QueueSelection } from '../../shared/queue.ts';
import type { QueueSettings } from '../../shared/queue-settings.ts';
import { pageOf } from '../store/page.ts';
import { userName } from '../user-name.ts';
import type { OpenCircuit, QueueStore } from './store/queue-store-type.ts';
import type { Presence } from './worker/presence.ts';
import type { Worker } from './worker/worker.ts';

/** How long a pause waits for what has begun. */
const PAUSE_WAIT_MS = 5_000;
const PAUSE_POLL_MS = 25;
/** Messages that are changed in one transaction. */
const AT_ONCE = 300;
/** The latest time that a date can say (ECMA-262 section 21.4.1.1). */
const LATEST = 8_640_000_000_000_000;

type Changed = Output<'queue.retry'>;

/** The operations on the Notification Queue. */
export type QueueService = {
  readonly status: () => Output<'queue.status'>;
  readonly list: (input: ParsedInput<'queue.list'>) => Promise<Output<'queue.list'>>;
  readonly count: (input: ParsedInput<'queue.count'>) => Promise<Output<'queue.count'>>;
  readonly pause: (input: ParsedInput<'queue.pause'>) => Promise<Output<'queue.pause'>>;
  readonly resume: () => Output<'queue.resume'>;
  readonly send: (input: ParsedInput<'queue.send'>) => Promise<Output<'queue.send'>>;
  readonly retry: (input: ParsedInput<'queue.retry'>) => Promise<Changed>;
  readonly hold: (input: ParsedInput<'queue.hold'>) => Promise<Changed>;
  readonly release: (input: ParsedInput<'queue.release'>) => Promise<Changed>;
  readonly remove: (input: ParsedInput<'queue.delete'>) => Promise<Changed>;
  readonly resolve: (input: ParsedInput<'queue.resolve'>) => Promise<Changed>;
  readonly run: (input: ParsedInput<'queue.run'>) => Promise<Output<'queue.run'>>;
  readonly probe: () => Promise<Output<'queue.probe'>>;
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

  /**
   * The messages of a selection that an action can be done to. All of them are known before the first is changed: a change may
   * lead to another message standing for a storm.
   */
  async function idsOf(action: QueueAction, selection: QueueSelection): Promise<number[]> {
    return (await allOf(store.select(selection, action))).flat().sort((one, other) => one - other);
  }

  /** Does something to messages, some at a time, so that nothing else has to wait long. */
  async function changeAll(ids: readonly number[], change: (some: readonly number[]) => number): Promise<Changed> {
    let changed = 0;
    let withoutRecipients = 0;
    for (let from = 0; from < ids.length; from += AT_ONCE) {
      const some = ids.slice(from, from + AT_ONCE);
      const now = change(some);
      changed += now;
      if (now < some.length) withoutRecipients += store.countWithoutRecipients(some);
      await turn();
    }
    if (changed > 0) queueChanged();
    return { changed, ...(withoutRecipients === 0 ? {} : { withoutRecipients }) };
  }

  /** Those of the named ids that the queue doesn't have. */
  async function missingOf({ ids }: QueueSelection): Promise<Pick<Changed, 'missing'>> {
    if (ids === 'all') return {};
    const there = new Set((await allOf(store.select({ ids }))).flat());
    const missing = [...new Set(ids)].filter((id) => !there.has(id));
    return missing.length === 0 ? {} : { missing };
  }

  async function toEach(
    action: QueueAction,
    selection: QueueSelection,
    change: (ids: readonly number[]) => number,
  ): Promise<Changed> {
    const missing = await missingOf(selection);
    return { ...(await changeAll(await idsOf(action, selection), change)), ...missing };
  }

  async function released(changing: Promise<Changed>): Promise<Changed> {
    const result = await changing;
    if (result.changed > 0) worker.hurry();
    return result;
  }

  async function logged(changing: Promise<Changed>): Promise<Changed> {
    const result = await changing;
    if (result.changed > 0) logChanged();
    return result;
  }

  const circuit = (): Circuit | null => {
    const open = store.circuit();
    return open === undefined ? null : circuitOf(open);
  };

  return {
    status: () => {
      const pause = store.paused() ?? null;
      const counts = store.counts();
      const until = store.throttledUntil(settings(), now());
      return {
        paused: pause !== null,
        pause,
        circuit: circuit(),
        trouble: counts.pending === 0 ? null : (store.trouble() ?? null),
        counts,
        total: Object.values(counts).reduce((sum, count) => sum + count, 0),
        nextAttemptAt: isoTime(store.nextDue()),
        workers: store.workers(presence.isGone),
        throttledUntil: isoTime(until),
      };
    },
    list: async ({ limit, after, state, search }) => {
      const rows = (await allOf(store.search({ limit: limit + 1, after, state, search }))).flat();
      const page = pageOf(rows, limit);
      const counts = await allOf(store.countFound({ state, search }));
      return {
        paused: store.paused() !== undefined,
        total: counts.reduce((sum, each) => sum + each.rows, 0),
        messages: counts.reduce((sum, each) => sum + each.messages, 0),
        newest: store.newest(),
        items: [...page.rows],
        next: page.next,
      };
    },
    count: async ({ action, ...selection }) => {
      const newest = Math.min(store.newest(), selection.upTo ?? Number.POSITIVE_INFINITY);
      const found = await allOf(store.select({ ...selection, upTo: newest }, action));
      return { messages: found.reduce((sum, { length }) => sum + length, 0), newest };
    },
    pause: async ({ why, by }) => {
      store.pause({ by: userName(by), at: new Date(now()).toISOString(), why });
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
    send: async (selection) => {
      const missing = await missingOf(selection);
      const ids = await idsOf('send', selection);
      return { ...(await released(changeAll(ids, (some) => store.sendNow(some, now())))), ...missing, ids };
    },
    retry: (selection) => released(toEach('retry', selection, (ids) => store.retry(ids, now()))),
    hold: (selection) => toEach('hold', selection, (ids) => store.hold(ids, 'person', now())),
    release: (selection) => released(toEach('release', selection, (ids) => store.releaseHeld(ids, now()))),
    remove: ({ by, ...selection }) => {
      const note = t('queueNote.deleted', { by: userName(by) });
      return logged(toEach('delete', selection, (ids) => store.remove(ids, note, now())));
    },
    resolve: ({ by, as, ...selection }) => {
      const note = t(as === 'sent' ? 'queueNote.markedSent' : 'queueNote.sentAgain', { by: userName(by) });
      if (as === 'sent') return logged(toEach('sent', selection, (ids) => store.markSent(ids, note, now())));
      return logged(released(toEach('again', selection, (ids) => store.sendAgain(ids, now(), note))));
    },
    run: async ({ ids }) => {
      const tally = await worker.runOnce(ids);
      return { ...tally, pending: store.counts().pending };
    },
    probe: async () => {
      const tried = await worker.probe();
      const left = circuit();
      // What waited for the connection need not wait until the queue is looked through.
      if (tried && left === null) worker.hurry();
      return { tried, circuit: left };
    },
  };
}

/** Takes all steps of what the store does in several; others have their turn in between. */
async function allOf<T>(steps: Iterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for (const step of steps) {
    all.push(step);
    await turn();
  }
  return all;
}

function circuitOf({ openedAt, failure, deliveryId, probeAt }: OpenCircuit): Circuit {
  return { openedAt, failure, deliveryId, nextProbeAt: new Date(probeAt).toISOString() };
}

/** Null for what has no time: a message that waits for another one is due when that one has left. */
function isoTime(time: number | undefined): string | null {
  return time === undefined || time > LATEST ? null : new Date(time).toISOString();
}
