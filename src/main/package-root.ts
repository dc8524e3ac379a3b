import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Gives the folder of package.json, whether this runs from the sources, from the build, or from an installed package. */
export function packageRoot(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}
