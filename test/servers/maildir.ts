import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Transmission } from './interop-ports.ts';

/** Reads the messages of a maildir once each, and gives how they arrived. */
export function watchMaildir(folder: string): (messageId: string) => Promise<Transmission | undefined> {
  const read = new Set<string>();
  const arrivals = new Map<string, Transmission>();
  return async (messageId) => {
    if (arrivals.has(messageId)) return arrivals.get(messageId);
    for (const name of await readdir(join(folder, 'new')).catch(() => [])) {
      if (read.has(name)) continue;
      read.add(name);
      const message = await readFile(join(folder, 'new', name), 'latin1');
      const [id, transmission] = [messageIdIn(message), transmissionIn(message)];
      if (id !== undefined && transmission !== undefined) arrivals.set(id, transmission);
    }
    return arrivals.get(messageId);
  };
}

/** Gives the Message-ID of every message in a maildir's folder `new`, as often as it is there. */
export async function messageIdsIn(folder: string): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const name of await readdir(folder).catch(() => [])) {
    const message = await readFile(join(folder, name), 'latin1');
    ids.push(messageIdIn(message) ?? `none in ${name}`);
  }
  return ids;
}

/** Reads a server's own Received header: S stands for encrypted, A for signed in (RFC 3848). Undefined when it doesn't say. */
function transmissionIn(message: string): Transmission | undefined {
  const header = /^Received:.*\n(?:[ \t].*\n)*/im.exec(message)?.[0] ?? '';
  const [, encrypted, signedIn] = /\bwith e?smtp(s?)(a?)\b/i.exec(header) ?? [];
  return encrypted === undefined ? undefined : { encrypted: encrypted !== '', signedIn: signedIn !== '' };
}

/** Reads a message's Message-ID, which stands on one line. */
export function messageIdIn(message: string): string | undefined {
  return /^Message-ID: *(<[^>\r\n]{1,200}>)/im.exec(message)?.[1];
}
