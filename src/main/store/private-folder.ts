import { chmodSync, mkdirSync, readdirSync, statSync } from 'node:fs';

/**
 * Makes a folder that only its owner can enter, or makes one that is there already private when it is the owner's and
 * nobody else's things are in it. Gives false, with nothing changed, for a folder that other users may write to: whatever is put
 * there they can replace.
 *
 * @param isOurs tells by the names in the folder whether it is known to be Postroom's
 */
export function makePrivateFolder(folder: string, isOurs: (names: readonly string[]) => boolean): boolean {
  const made = mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined;
  if (made || process.platform === 'win32') return true;
  const { mode, uid } = statSync(folder);
  const names = readdirSync(folder);
  const own = uid === process.getuid?.();
  if (own && (names.length === 0 || isOurs(names))) {
    chmodSync(folder, 0o700);
    return true;
  }
  return (mode & 0o022) === 0;
}
