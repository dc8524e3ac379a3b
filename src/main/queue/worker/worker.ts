import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import { type Crew, type CrewDependencies, createCrew, type Hiring } from './crew.ts';
import { patiently } from './patience.ts';
import { claimsOf, probeTask, type RunTally, type RunTask, repeats, runTask } from './task.ts';
import type { Upkeep } from './upkeep.ts';
import type { Task } from './worker-context.ts';

/** How long a lane keeps its connection when there is nothing to send. */
const LINGER_MS = 1_000;
const SOONEST_MS = 20;
const AFTER_TROUBLE_MS = 1_000;
/** How long a run waits for connections that others have. */
const SLOT_POLL_MS = 250;
/** A run gives the server up after so many failures in a row: the next run tries it again. */
const MOST_FAILURES = 4;
/** At the end, for what is under way; the same again for what the server may have already. */
const FINISH_MS = 10_000;
const MOST_WRITES = 10;
const ALIVE_MS = 60_000;

export type Worker = {
  /** Begins to send what is due, until it is stopped. */
  readonly start: () => void;
  /** Looks now whether there is something to send, or something has changed. */
  readonly look: () => void;
  /** The same, for a person who doesn't want to wait until the server is tried again. */
  readonly hurry: () => void;
  /** Gives back what hasn't begun, waits for what is under way, and breaks it off after a while. */
  readonly stop: () => Promise<void>;
  /** Sends what is due, or these alone; what isn't due by then stays. */
  readonly runOnce: (only?: readonly number[]) => Promise<RunTally>;
  /** Tries a connection that is at fault with one message. Gives false when nothing is at fault, or no message may be sent now. */
  readonly probe: () => Promise<boolean>;
};

export type WorkerDependencies = Omit<CrewDependencies, 'left'> & {
  readonly upkeep: Upkeep;
  /** Reads the active settings anew. */
  readonly readSettings: () => void;
  /** Aborted when it stops. */
  readonly end: AbortController;
};

export function createWorker({ context, presence, upkeep, readSettings, end }: WorkerDependencies): Worker {
  const { store, journal, breaker, rest, settings, now, unexpected } = context;
  const crews = new Set<Crew>();
  const runs = new Set<Promise<unknown>>();
  const idlers = new Set<(goOn: boolean) => void>();
  const repeat = repeats(context);
  let running = false;
  let timer: NodeJS.Timeout | undefined;
  let soon: NodeJS.Immediate | undefined;

  const steady: Task = {
    claim: claimsOf(context, presence),
    more: lookSoon,
    linger: async () => {
      if (repeat()) return turn(true);
      return new Promise((resolve) => {
        const go = (goOn: boolean) => {
          clearTimeout(leave);
          idlers.delete(go);
          resolve(goOn && !context.isStopping());
        };
        const leave = setTimeout(go, LINGER_MS, false).unref();
        idlers.add(go);
      });
    },
    ended: () => {},
  };
  const crew = createCrew(steady, { context, presence, left: lookSoon });
  crews.add(crew);

  function lookSoon(): void {
    soon ??= setImmediate(look);
  }

  function look(): void {
    clearImmediate(soon);
    clearTimeout(timer);
    soon = timer = undefined;
    try {
      store.briefly(() => {
        readSettings();
        breaker.look();
        if (store.paused() !== undefined) giveBackWaiting();
        if (running) work();
      });
    } catch (error) {
      unexpected(error);
      lookIn(AFTER_TROUBLE_MS);
    }
  }

  function work(): void {
    const at = now();
    let hiring: Hiring = 'nothing';
    if (idlers.size > 0) for (const go of [...idlers]) go(true);
    else hiring = crew.hire();
    if (hiring === 'nothing' && idlers.size === 0 && crew.lanes.size === 0 && repeat()) lookSoon();
    else lookIn(nextLook(at) - at);
  }

  /** When something may change by itself: a message is due, the server or the connection is to be tried again, a limit ends. */
  function nextLook(at: number): number {
    const { queue } = settings().draft;
    const latest = at + queue.checkInterval * 1000;
    const due = store.nextDue();
    if (due === undefined) return latest;
    if (due > at) return Math.min(latest, due);
    const ends = [at + rest.leftMs(), breaker.open()?.probeAt ?? 0, store.throttledUntil(queue, at) ?? 0];
    return Math.min(latest, ...ends.filter((end) => end > at));
  }

  function lookIn(ms: number): void {
    if (running) timer = setTimeout(look, Math.max(ms, SOONEST_MS)).unref();
  }

  function giveBackWaiting(): void {
    for (const { lanes } of crews) for (const lane of lanes) lane.giveBack(({ sendNow }) => sendNow);
  }

  /** @param make gives the task, with what it calls when there is work for another lane */
  async function run(make: (more: () => void) => RunTask, takesAll: boolean): Promise<RunTask> {
    const more = () =>
      void setImmediate(() => {
        try {
          own.hire();
        } catch (error) {
          unexpected(error);
        }
      });
    const task = make(more);
    const own = createCrew(task, { context, presence, left: () => {} });
    const repeatRun = repeats(context);
    // Nothing else may keep a command's process alive between two steps.
    const alive = setInterval(() => {}, ALIVE_MS);
    crews.add(own);
    upkeep.enter();
    try {
      while (await goOn(own, task, takesAll, repeatRun)) await own.idle();
    } finally {
      await own.idle();
      clearInterval(alive);
      crews.delete(own);
      await writeAll();
      upkeep.leave();
    }
    return task;
  }

  /** True after a lane has been started, or there may be something to start it for. */
  async function goOn(own: Crew, task: RunTask, takesAll: boolean, repeatRun: () => boolean): Promise<boolean> {
    readSettings();
    await writeAll();
    if (task.isDone()) return false;
    switch (await patiently(own.hire)) {
      case 'hired':
      case 'busy':
        return true;
      case 'nothing':
        return takesAll && !context.isStopping() && turn(repeatRun());
      case 'no-slot':
        return pass(SLOT_POLL_MS);
      case 'resting': {
        const due = store.nextDue();
        if (rest.failures() >= MOST_FAILURES || due === undefined || due > now()) return false;
        return pass(rest.leftMs());
      }
    }
  }

  /** False when the end comes in between. */
  function pass(ms: number): Promise<boolean> {
    return wait(ms, true, { signal: end.signal }).catch(() => false);
  }

  /** What ended has to be written; a database that is busy or full is asked again for some seconds. */
  async function writeAll(): Promise<void> {
    for (let time = 0; !journal.write() && time < MOST_WRITES; time++) await wait(AFTER_TROUBLE_MS / 2);
  }

  async function stop(): Promise<void> {
    running = false;
    end.abort();
    clearTimeout(timer);
    for (const go of [...idlers]) go(false);
    const lanes = [...crews].flatMap((each) => [...each.lanes]);
    for (const lane of lanes) lane.giveBack();
    const done = Promise.all(lanes.map((lane) => lane.done));
    for (const even of [false, true]) {
      if (await endsWithin(done, FINISH_MS)) break;
      for (const lane of lanes) lane.abort(even);
    }
    await done;
    await Promise.allSettled(runs);
    await writeAll();
  }

  /** So that the end waits for it. */
  function follow<T>(done: Promise<T>): Promise<T> {
    runs.add(done);
    return done.finally(() => runs.delete(done));
  }

  let stopped: Promise<void> | undefined;
  return {
    start: () => {
      if (running || stopped !== undefined) return;
      running = true;
      upkeep.enter();
      lookSoon();
    },
    look: lookSoon,
    hurry: () => {
      rest.end();
      lookSoon();
    },
    stop: () => {
      const wasRunning = running;
      stopped ??= stop().then(() => {
        clearImmediate(soon);
        if (wasRunning) upkeep.leave();
      });
      return stopped;
    },
    runOnce: async (only) => {
      const task = await follow(run((more) => runTask(context, presence, only, more), only === undefined));
      return task.tally;
    },
    probe: async () => {
      rest.end();
      return (await follow(run(() => probeTask(context, presence), false))).isDone();
    },
  };
}

async function endsWithin(done: Promise<unknown>, ms: number): Promise<boolean> {
  const clock = new AbortController();
  const late = wait(ms, false, { signal: clock.signal }).catch(() => false);
  const inTime = await Promise.race([done.then(() => true), late]);
  clock.abort();
  return inTime;
}
