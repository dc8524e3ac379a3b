import { chmodSync, lstatSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Makes a folder that only its owner can enter, or makes one that is there already private when nobody else's things are in
 * it. Gives false, with nothing changed, where another user has a hand in it: a folder that is somebody else's or that others may
 * write to, or one with a file of Postroom's that is a link or somebody else's. Whatever is put there they could read or replace.
 *
 * @param isOurs tells by its name whether a file is one of Postroom's
 * @param mayBeOurs names that Postroom uses and others may use as well: they don't make the folder Postroom's
 */
export function makePrivateFolder(
  folder: string,
  isOurs: (name: string) => boolean,
  mayBeOurs: readonly string[] = [],
): boolean {
  const made = makeFolder(folder);
  if (made || process.platform === 'win32') return true;
  const self = process.geteuid?.();
  const { mode, uid } = statSync(folder);
  if (uid !== self) return false;
  const names = readdirSync(folder);
  const ours = names.filter(isOurs);
  const planted = [...ours, ...names.filter((name) => mayBeOurs.includes(name))].some((name) => {
    const file = lstatSync(join(folder, name), { throwIfNoEntry: false });
    // SQLite's journals come and go while another process has the folder open.
    return file !== undefined && (!(file.isFile() || file.isDirectory()) || file.uid !== self);
  });
  if (planted) return false;
  if (names.length === 0 || ours.length > 0) {
    chmodSync(folder, 0o700);
    return true;
  }
  return (mode & 0o022) === 0;
}

/**
 * Makes a folder within one that `makePrivateFolder` has made, or makes one that is there private. Gives false when it isn't a folder
 * of its own (a link, say), is somebody else's, or can't be made private.
 */
export function makePrivateSubfolder(folder: string): boolean {
  if (makeFolder(folder) || process.platform === 'win32') return true;
  const there = lstatSync(folder);
  const { uid, mode } = there;
  if (!there.isDirectory() || uid !== process.geteuid?.()) return false;
  if ((mode & 0o077) === 0) return true;
  try {
    chmodSync(folder, 0o700);
  } catch {
    return false;
  }
  // Some file systems take a mode and don't keep it.
  return (lstatSync(folder).mode & 0o022) === 0;
}

/** Makes a folder with those above it; true when it wasn't there. Node's own way never ends where a file system makes no folders. */
function makeFolder(folder: string): boolean {
  if (statSync(folder, { throwIfNoEntry: false }) !== undefined) return false;
  const parent = dirname(folder);
  if (parent !== folder) makeFolder(parent);
  try {
    mkdirSync(folder, { mode: 0o700 });
    return true;
  } catch (error) {
    // Another process was faster.
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}
