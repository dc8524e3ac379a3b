import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a program finds in the place of something else: a file or a folder. */
export type Replacement = { readonly at: string; readonly by: string };

const SCRIPT =
  'set -e; while [ "$1" != -- ]; do mount --bind "$1" "$2"; shift 2; done; user=$2; shift 2; exec setpriv "--reuid=$user" "--regid=$user" --clear-groups "$@"';

/**
 * Gives the command line that runs a program as one user in a mount namespace of its own (util-linux's unshare), where some files and
 * folders are replaced. Nobody else sees them replaced. Needs root.
 */
export function inPrivateView(
  replacements: readonly Replacement[],
  userId: number,
  command: readonly string[],
): { readonly program: string; readonly args: readonly string[] } {
  const mounts = replacements.flatMap(({ at, by }) => [by, at]);
  return {
    program: 'unshare',
    args: ['--mount', 'sh', '-c', SCRIPT, 'sh', ...mounts, '--', String(userId), ...command],
  };
}

/** Writes this machine's lists of users and groups, with some more in them, and gives what to replace by them. */
export async function withUsers(folder: string, users: Readonly<Record<string, number>>): Promise<Replacement[]> {
  const more = Object.entries(users);
  const passwd = more.map(([name, id]) => `${name}:x:${id}:${id}::/nonexistent:/usr/sbin/nologin\n`);
  const group = more.map(([name, id]) => `${name}:x:${id}:\n`);
  await writeFile(join(folder, 'passwd'), (await readFile('/etc/passwd', 'utf8')) + passwd.join(''), { mode: 0o644 });
  await writeFile(join(folder, 'group'), (await readFile('/etc/group', 'utf8')) + group.join(''), { mode: 0o644 });
  return [
    { at: '/etc/passwd', by: join(folder, 'passwd') },
    { at: '/etc/group', by: join(folder, 'group') },
  ];
}
