import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { buildWhenStale } from '../build/scripts/build.ts';
import { root } from '../build/scripts/tools.ts';
import { report } from './measure.ts';

/** Size of the window: of all its files, and of those that are loaded before anything shows. */
export async function run(): Promise<void> {
  if (!(await buildWhenStale())) throw new Error('The window could not be built.');
  const folder = join(root, 'out', 'renderer');
  const page = await readFile(join(folder, 'index.html'), 'utf8');
  const all: Buffer[] = [];
  const first: Buffer[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const content = await readFile(join(entry.parentPath, entry.name));
    all.push(content);
    if (entry.name === 'index.html' || page.includes(entry.name)) first.push(content);
  }
  for (const [which, files] of [
    ['all files', all],
    ['named in the page', first],
  ] as const) {
    const sum = (size: (file: Buffer) => number): number => files.reduce((total, file) => total + size(file), 0);
    size(
      `${which}, raw`,
      sum((file) => file.byteLength),
    );
    size(
      `${which}, gzip`,
      sum((file) => gzipSync(file, { level: 9 }).byteLength),
    );
    size(
      `${which}, brotli`,
      sum((file) => brotliCompressSync(file).byteLength),
    );
  }
}

function size(name: string, bytes: number): void {
  report({ bench: 'bundle', case: name, unit: 'bytes', samples: [bytes] });
}
