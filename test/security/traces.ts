import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Every form in which a password could be left somewhere, by its name. */
export function formsOf(password: string, username: string): Readonly<Record<string, Buffer>> {
  const bytes = Buffer.from(password, 'utf8');
  const forms: Record<string, Buffer> = {
    'as it is': bytes,
    'in Latin-1': Buffer.from(password, 'latin1'),
    'as UTF-8 read as Latin-1': Buffer.from(bytes.toString('latin1'), 'utf8'),
    'in UTF-16': Buffer.from(password, 'utf16le'),
    'percent-encoded': Buffer.from(encodeURIComponent(password)),
    'as a form field': Buffer.from(new URLSearchParams({ p: password }).toString().slice(2)),
    'as JSON': Buffer.from(JSON.stringify(password).slice(1, -1)),
    'as JSON in JSON': Buffer.from(JSON.stringify(JSON.stringify(password)).slice(3, -3)),
    'in hexadecimal': Buffer.from(bytes.toString('hex')),
    'as AUTH PLAIN': Buffer.from(Buffer.from(`\0${username}\0${password}`).toString('base64')),
    'as AUTH PLAIN with an identity': Buffer.from(
      Buffer.from(`${username}\0${username}\0${password}`).toString('base64'),
    ),
  };
  // Within something longer, base64 looks different for each of three places to begin at.
  for (const offset of [0, 1, 2]) {
    const base64 = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    const touched = Math.ceil((offset * 4) / 3);
    forms[`in base64, ${offset} bytes in`] = Buffer.from(base64.slice(offset === 0 ? 0 : touched, -4));
  }
  return forms;
}

/** Says in which forms a text has the password. */
export function tracesIn(text: string | Buffer, forms: Readonly<Record<string, Buffer>>): string[] {
  const bytes = Buffer.from(text);
  return Object.keys(forms).filter((name) => bytes.includes(forms[name] ?? ''));
}

/** Says which files of a folder have the password, and in which form. */
export async function tracesInFolder(folder: string, forms: Readonly<Record<string, Buffer>>): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const content = await readFile(join(entry.parentPath, entry.name));
    found.push(...tracesIn(content, forms).map((form) => `${entry.name}: ${form}`));
  }
  return found;
}
