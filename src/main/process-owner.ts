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
/** Seconds by which a clock that is put right may move the time at which the computer started. */
const CLOCK_MOVES = 10;
const boot = readBoot();

/** Says which process something is under way in, as JSON text. `instance` tells apart what one process, or two with the same number, have. */
export function ownerText(instance: string): string {
  return JSON.stringify({ computer: hostname(), pid: process.pid, instance, boot } satisfies z.infer<
    typeof ownerSchema
  >);
}

/** Gives a name that no other instance has. */
export function newInstance(): string {
  return randomUUID();
}

export type OwnerState = 'here' | 'alive' | 'dead' | 'elsewhere';

/**
 * Tells what is known of an owner: this very instance, another process of this computer that is alive or dead, or one of
 * another computer. An owner that can't be read is nobody's, as far away as another computer.
 */
export function ownerState(owner: string, instance: string): OwnerState {
  const read = ownerSchema.safeParse(parsed(owner));
  if (!read.success) return 'elsewhere';
  if (read.data.instance === instance) return 'here';
  if (read.data.computer !== hostname()) return 'elsewhere';
  return isThisBoot(read.data.boot ?? boot) && isAlive(read.data.pid) ? 'alive' : 'dead';
}

/** True when the computer has not stopped since an owner was there: what it wrote last is all there, even if its disk never had it. */
export function ranThrough(owner: string): boolean {
  const read = ownerSchema.safeParse(parsed(owner));
  return read.success && read.data.boot !== undefined && isThisBoot(read.data.boot);
}

function isThisBoot(other: string): boolean {
  return other === boot || Math.abs(Number(other) - Number(boot)) <= CLOCK_MOVES;
}

function readBoot(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return String(Math.round(Date.now() / 1000 - uptime()));
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
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
