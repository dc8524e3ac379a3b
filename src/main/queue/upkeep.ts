import type { QueueSettings } from '../../shared/queue-settings.ts';
import { inBackground } from '../in-background.ts';
import type { Presence } from './presence.ts';
import type { QueueStore } from './queue-store-type.ts';

const RENEWAL_MS = 15_000;
const SETTLE_MS = 5_000;
const PRUNE_MS = 600_000;
const DAY_MS = 86_400_000;

/** What a process does as long as it sends: say that it is there, take up what others left behind, put old failures away. */
export type Upkeep = {
  /** Begins; each call needs its `leave`. */
  readonly enter: () => void;
  readonly leave: () => void;
};

export type UpkeepDependencies = {
  readonly store: QueueStore;
  readonly presence: Presence;
  readonly settings: () => QueueSettings;
  readonly now: () => number;
  /** Told when the queue and the log have changed. */
  readonly changed: () => void;
  readonly unexpected: (error: unknown) => unknown;
};

export function createUpkeep({ store, presence, settings, now, changed, unexpected }: UpkeepDependencies): Upkeep {
  const { owner, leaseUntil } = presence;
  let users = 0;
  let timers: readonly NodeJS.Timeout[] = [];

  const every = (ms: number, work: () => void): NodeJS.Timeout => {
    const quietly = inBackground(work, unexpected);
    quietly();
    return setInterval(quietly, ms).unref();
  };
  const prune = () => {
    const { keepFailed } = settings();
    if (keepFailed > 0 && store.prune(now() - keepFailed * DAY_MS) > 0) changed();
  };

  return {
    enter: () => {
      users++;
      if (users > 1) return;
      inBackground(() => store.signUp(owner, leaseUntil()), unexpected)();
      timers = [
        setInterval(
          inBackground(() => {
            store.renewLeases(owner, leaseUntil());
            store.signUp(owner, leaseUntil());
          }, unexpected),
          RENEWAL_MS,
        ).unref(),
        every(SETTLE_MS, () => {
          if (store.settle(now(), presence.isGone, settings().resendUnknown, presence.isCertain) > 0) changed();
        }),
        every(PRUNE_MS, prune),
      ];
    },
    leave: () => {
      users--;
      if (users > 0) return;
      for (const timer of timers) clearInterval(timer);
      timers = [];
      inBackground(() => store.signOff(owner), unexpected)();
    },
  };
}
