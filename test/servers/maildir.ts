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

/** Reads a server's own Received header: S stands for encrypted, A for signed in (RFC 3848). Undefined when it doesn't say. */
function transmissionIn(message: string): Transmission | undefined {
  const header = /^Received:.*\n(?:[ \t].*\n)*/im.exec(message)?.[0] ?? '';
  const [, encrypted, signedIn] = /\bwith e?smtp(s?)(a?)\b/i.exec(header) ?? [];
  return encrypted === undefined ? undefined : { encrypted: encrypted !== '', signedIn: signedIn !== '' };
}

function messageIdIn(message: string): string | undefined {
  return /^Message-ID: *(<[^>\n]{1,200}>)/im.exec(message)?.[1];
}
