import { FIRST_CLAIM, type Lane, startLane } from './lane.ts';
import type { Presence } from './presence.ts';
import type { Task, WorkerContext } from './worker-context.ts';

/**
 * `resting`: the server could not be reached a moment ago · `busy`: there are as many lanes as there may be · `no-slot`: there
 * is something to send, but others have all the connections.
 */
export type Hiring = 'hired' | 'nothing' | 'resting' | 'busy' | 'no-slot';

/** The lanes that work on one task. */
export type Crew = {
  /** Starts one more lane if there is something to send. Throws what the database throws. */
  readonly hire: () => Hiring;
  /** Resolves when no lane is left. */
  readonly idle: () => Promise<void>;
  readonly lanes: ReadonlySet<Lane>;
};

export type CrewDependencies = {
  readonly context: WorkerContext;
  readonly presence: Presence;
  /** Told of a lane that has left. */
  readonly left: () => void;
};

export function createCrew(task: Task, { context, presence, left }: CrewDependencies): Crew {
  const { store, rest, breaker, settings, owner, unexpected } = context;
  const lanes = new Set<Lane>();
  let unfreed: number[] = [];

  /** A slot that can't be given back now is given back later. */
  function free(): void {
    unfreed = unfreed.filter((slot) => {
      try {
        store.briefly(() => store.freeSlot(owner, slot));
        return false;
      } catch (error) {
        unexpected(error);
        return true;
      }
    });
  }

  function hire(): Hiring {
    if (unfreed.length > 0) free();
    if (context.isStopping()) return 'nothing';
    if (rest.leftMs() > 0) return 'resting';
    const { connections } = settings().draft.queue;
    // One finds out whether the server is there, so that not several messages run into the same trouble.
    if (lanes.size >= (rest.isProven() ? connections : 1)) return 'busy';
    breaker.look();
    const start = store.atOnce(() => {
      const first = task.claim(FIRST_CLAIM);
      if (first.messages.length === 0) return 'nothing' as const;
      const slot = store.takeSlot(owner, connections, presence.leaseUntil(), presence.isGone);
      return slot === undefined ? undefined : { first, slot };
    });
    if (start === undefined) return 'no-slot';
    if (start === 'nothing') return 'nothing';
    if (start.first.probing) breaker.probeBegan();
    const lane = startLane(context, task, start.first);
    lanes.add(lane);
    void lane.done.then(() => {
      lanes.delete(lane);
      unfreed.push(start.slot);
      free();
      left();
    });
    return 'hired';
  }

  return {
    hire: () => store.briefly(hire),
    lanes,
    idle: async () => {
      while (lanes.size > 0) await Promise.all([...lanes].map(({ done }) => done));
    },
  };
}
