import { statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Debian doesn't let Exim, OpenSMTPD and Postfix stand side by side, so the first two are unpacked instead of installed, each into a
 * folder with the name of its package (`.ci/run`).
 */
const unpackedPackages = process.env.POSTROOM_PEERS ?? join(tmpdir(), 'postroom-peers');

export const eximProgram = join(unpackedPackages, 'exim4-daemon-heavy/usr/sbin/exim4');
export const opensmtpdFolder = join(unpackedPackages, 'opensmtpd');
export const opensmtpdProgram = join(opensmtpdFolder, 'usr/sbin/smtpd');

/** Says why an unpacked program can't be used; undefined when it can. */
export function reasonNotUnpacked(name: string, program: string): string | undefined {
  if (process.getuid?.() !== 0) return `${name} is started by root only`;
  // What is started as root must not be from just anybody: the folder may be one where everybody can write.
  const owner = statSync(program, { throwIfNoEntry: false })?.uid;
  return owner === 0 ? undefined : `${name} is not unpacked in ${unpackedPackages}`;
}
