import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A file that leads a browser to an address, for an address that nobody but the file's owner may read. */
export type RedirectPage = { readonly file: string; readonly remove: () => void };

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Writes the page into a folder. Rejects when that can't be done. */
export async function writeRedirectPage(folder: string, address: string): Promise<RedirectPage> {
  const file = join(folder, `open-${randomBytes(16).toString('hex')}.html`);
  const remove = () => {
    try {
      rmSync(file, { force: true });
    } catch {
      // Its link is worth nothing by then; a file that can't be removed must not stop anything.
    }
  };
  try {
    await writeFile(file, page(address), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    remove();
    throw error;
  }
  return { file, remove };
}

const page = (address: string) => `<!doctype html>
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url=${address.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '')}">
`;
