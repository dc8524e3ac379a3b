import { readFileSync } from 'node:fs';

/**
 * Gives the most memory that this process has had resident so far, in bytes. Linux's own figure, where there is one: what
 * `resourceUsage` tells there has that of the process which started this one in it.
 */
export function peakMemoryBytes(): number {
  const told = process.platform === 'linux' ? readFileSync('/proc/self/status', 'utf8') : '';
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(told)?.[1] ?? process.resourceUsage().maxRSS;
  return Number(kilobytes) * 1024;
}
