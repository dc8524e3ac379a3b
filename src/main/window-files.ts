import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { getMimeType } from 'hono/utils/mime';

export type WindowFile = {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
  /** True when the name holds a digest of the content, so that the content under this name never changes. */
  readonly immutable: boolean;
};

/** The built window by the path of each file, such as `/assets/index-3f9a.js`; `/` is its page. */
export type WindowFiles = ReadonlyMap<string, WindowFile>;

/**
 * Reads the built window into memory, so that a path which isn't one of its files leads nowhere, however it is written.
 * Gives undefined when it has not been built.
 */
export async function readWindowFiles(folder: string): Promise<WindowFiles | undefined> {
  const files = new Map<string, WindowFile>();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const name = relative(folder, file).split(sep).join('/');
    files.set(name === 'index.html' ? '/' : `/${name}`, {
      bytes: new Uint8Array(await readFile(file)),
      type: getMimeType(name) ?? 'application/octet-stream',
      immutable: name.startsWith('assets/'),
    });
  }
  return files.has('/') ? files : undefined;
}
