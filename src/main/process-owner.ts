import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname, uptime } from 'node:os';
import { z } from 'zod';

const ownerSchema = z.object({
  computer: z.string(),
  pid: z.int(),
  instance: z.string(),
  /** Which run of the computer: Linux has a name for it, elsewhere the seconds since 1970 at which it began. */
  boot: z.string().optional(),
});
type Owner = z.infer<typeof ownerSchema>;

/** Seconds by which a clock that is put right bit by bit moves the time at which the computer started. */
const CLOCK_MOVES = 10;
/** How long a process that exists may be silent after its lease has ended: it may be frozen, or held up by a slow disk. */
const GRACE_MS = 180_000;
/** What passes between two looks counts as this at most: in between, this process may have slept with all the others. */
const LONGEST_LOOK_MS = 15_000;
/** No lease is given for that long: one that seems to last longer was written before the clock was put back. */
const LONGEST_LEASE_MS = 600_000;
/** After this, nobody asks about a lease any more. */
const FORGOTTEN_MS = 3_600_000;

const boot = readBoot();

/** Says which process something is under way in, as JSON text. `instance` tells apart what one process, or two with the same number, have. */
export function ownerText(instance: string): string {
  return JSON.stringify({ computer: hostname(), pid: process.pid, instance, boot } satisfies Owner);
}

/** Gives a name that no other instance has. */
export function newInstance(): string {
  return randomUUID();
}

/** True for an owner that is gone; `leaseUntil` and `now` are milliseconds since 1970. */
export type IsGone = (owner: string, leaseUntil: number, now: number) => boolean;

type Seen = { lastMs: number; overdueMs: number };

/**
 * Gives what tells which owners are gone, for whoever looks again and again. A process of this computer that has ended is gone at
 * once. One that exists, or whose number another one has got, is gone when its lease has been seen to be over for three minutes:
 * a computer that has just woken up finds all leases over, and all processes well. One of another computer is gone with its
 * lease. An owner that can't be read is as far away.
 *
 * @param instance of whoever asks, which is never gone
 * @param clock monotonic, in milliseconds
 */
export function watchOwners(instance: string, clock: () => number = () => performance.now()): IsGone {
  const overdue = new Map<string, Seen>();

  /** How long it has been seen that this lease isn't renewed. */
  function overdueMs(owner: string, leaseUntil: number): number {
    const at = clock();
    const key = `${leaseUntil} ${owner}`;
    const seen = overdue.get(key);
    if (seen === undefined) {
      for (const [each, { lastMs }] of overdue) if (lastMs < at - FORGOTTEN_MS) overdue.delete(each);
      overdue.set(key, { lastMs: at, overdueMs: 0 });
      return 0;
    }
    seen.overdueMs += Math.min(at - seen.lastMs, LONGEST_LOOK_MS);
    seen.lastMs = at;
    return seen.overdueMs;
  }

  return (owner, leaseUntil, now) => {
    const state = ownerState(owner, instance);
    if (state === 'here') return false;
    if (state === 'dead') return true;
    const isOver = leaseUntil < now;
    if (isOver && state === 'elsewhere') return true;
    return (isOver || leaseUntil > now + LONGEST_LEASE_MS) && overdueMs(owner, leaseUntil) >= GRACE_MS;
  };
}

/** True when the computer has not stopped since an owner was there: what it wrote last is all there, even if its disk never had it. */
export function ranThrough(owner: string): boolean {
  const read = parsed(owner);
  return read !== undefined && compareBoots(read.boot, boot) === 'same';
}

/**
 * Tells whether two processes were of one run of the computer. Times at which it began that differ leave it open: the clock may
 * have been put right in between.
 */
export function compareBoots(one: string | undefined, other: string): 'same' | 'another' | 'open' {
  if (one === undefined) return 'open';
  if (one === other) return 'same';
  const apart = Math.abs(Number(one) - Number(other));
  if (Number.isNaN(apart)) return 'another';
  return apart <= CLOCK_MOVES ? 'same' : 'open';
}

function ownerState(owner: string, instance: string): 'here' | 'alive' | 'dead' | 'elsewhere' {
  const read = parsed(owner);
  if (read === undefined) return 'elsewhere';
  if (read.instance === instance) return 'here';
  if (read.computer !== hostname()) return 'elsewhere';
  return compareBoots(read.boot, boot) !== 'another' && isAlive(read.pid) ? 'alive' : 'dead';
}

function readBoot(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return String(Math.round(Date.now() / 1000 - uptime()));
  }
}

function parsed(text: string): Owner | undefined {
  try {
    return ownerSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
