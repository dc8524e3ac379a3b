import { posix, win32 } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Gives the folder where Postroom keeps its data: the one asked for, or `POSTROOM_DATA_DIR`, or else the platform's usual
 * one. The window, the browser and the command line all ask here, so that they share it.
 * A relative path stays relative: whose working directory counts is the caller's to know.
 */
export function chooseDataFolder(
  asked: string | undefined,
  env: Environment,
  platform: NodeJS.Platform,
  home: string,
): string {
  return asked || env.POSTROOM_DATA_DIR || usualDataFolder(env, platform, home);
}

/** The folder that Electron gives an application named Postroom. */
function usualDataFolder(env: Environment, platform: NodeJS.Platform, home: string): string {
  if (platform === 'win32') return win32.join(env.APPDATA || win32.join(home, 'AppData', 'Roaming'), 'Postroom');
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'Postroom');
  // XDG Base Directory Specification: a path that isn't absolute is to be ignored.
  const configured = env.XDG_CONFIG_HOME ?? '';
  return posix.join(posix.isAbsolute(configured) ? configured : posix.join(home, '.config'), 'Postroom');
}
