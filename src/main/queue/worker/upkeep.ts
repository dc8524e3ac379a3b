import type { QueueSettings } from '../../../shared/queue-settings.ts';
import { inBackground } from '../../in-background.ts';
import { isBusy } from '../../store/brief-wait.ts';
import { longestWaits } from '../policy.ts';
import type { TakeUp } from '../store/attempt-report.ts';
import type { QueueStore } from '../store/queue-store-type.ts';
import type { Presence } from './presence.ts';

const RENEWAL_MS = 15_000;
const SETTLE_MS = 5_000;
const PRUNE_MS = 600_000;
/** Between two pieces of what is done a piece at a time. */
const SOON_MS = 100;
/** Until it is tried again when the database was locked. */
const AGAIN_MS = 1_000;
const DAY_MS = 86_400_000;

/** What a process does as long as it sends: say that it is there, take up what others left behind, put away what is old. */
export type Upkeep = {
  /** Begins; each call needs its `leave`. */
  readonly enter: () => void;
  readonly leave: () => void;
};

export type UpkeepDependencies = {
  readonly store: QueueStore;
  readonly presence: Presence;
  readonly settings: () => QueueSettings;
  readonly takeUp: TakeUp;
  readonly now: () => number;
  /** Told when the queue and the log have changed: there may be something to send. */
  readonly changed: () => void;
  readonly unexpected: (error: unknown) => unknown;
};

export function createUpkeep(dependencies: UpkeepDependencies): Upkeep {
  const { store, presence, settings, takeUp, now, changed, unexpected } = dependencies;
  const { owner, leaseUntil } = presence;
  let users = 0;
  let timers: readonly NodeJS.Timeout[] = [];

  /** Gives what does work in the background, and once more soon if it says so or the database was locked. */
  const quietly = (work: () => boolean): (() => void) => {
    const attempt = () => {
      try {
        if (store.briefly(work)) later(SOON_MS);
      } catch (error) {
        unexpected(error);
        if (isBusy(error)) later(AGAIN_MS);
      }
    };
    const later = (ms: number) => void setTimeout(() => users > 0 && attempt(), ms).unref();
    return attempt;
  };
  const every = (ms: number, work: () => boolean): NodeJS.Timeout => {
    const attempt = quietly(work);
    attempt();
    return setInterval(attempt, ms).unref();
  };
  const renew = () => {
    store.renewLeases(owner, leaseUntil());
    store.signUp(owner, leaseUntil());
    return false;
  };
  const settle = () => {
    if (store.settle(now(), presence.isGone, takeUp, presence.isCertain) > 0) changed();
    return false;
  };
  const mendTimes = () => {
    const hasMended = store.mendTimes(now(), longestWaits(settings())) > 0;
    if (hasMended) changed();
    return hasMended;
  };
  const prune = () => {
    const { keepFailed } = settings();
    if (keepFailed > 0 && store.prune(now() - keepFailed * DAY_MS) > 0) changed();
    return false;
  };

  return {
    enter: () => {
      users++;
      if (users > 1) return;
      timers = [
        every(RENEWAL_MS, renew),
        every(SETTLE_MS, settle),
        every(SETTLE_MS, mendTimes),
        every(PRUNE_MS, prune),
        every(PRUNE_MS, () => store.forgetOld(now())),
      ];
    },
    leave: () => {
      users--;
      if (users > 0) return;
      for (const timer of timers) clearInterval(timer);
      timers = [];
      inBackground(() => store.briefly(() => store.signOff(owner)), unexpected)();
    },
  };
}
