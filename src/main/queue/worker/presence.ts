import { newInstance, ownerText, ranThrough, watchOwners } from '../../process-owner.ts';

/** A process that hasn't said for so long that it is there may have lost what it had. */
const LEASE_MS = 60_000;

/** Who this process is to the others on the same data folder. */
export type Presence = {
  /** JSON text. */
  readonly owner: string;
  /** Milliseconds since 1970. */
  readonly leaseUntil: () => number;
  /** True for an owner that is gone, as `watchOwners` has it. */
  readonly isGone: (owner: string, leaseUntil: number) => boolean;
  /** False for an owner with which the computer may have gone down: what it wrote last may be missing. */
  readonly isCertain: (owner: string) => boolean;
};

export function createPresence(now: () => number): Presence {
  const instance = newInstance();
  const isGone = watchOwners(instance);
  return {
    owner: ownerText(instance),
    isCertain: ranThrough,
    leaseUntil: () => now() + LEASE_MS,
    isGone: (owner, leaseUntil) => isGone(owner, leaseUntil, now()),
  };
}
