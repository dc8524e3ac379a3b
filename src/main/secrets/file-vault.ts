import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Vault } from './vault.ts';

const KEY_BYTES = 32;
const NONCE_BYTES = 12;

/** Entries and drafts; never the key. */
const LEFT_OVER = /^vault\..+\.(json|new)$/;
/** Long enough for a save that another process has under way. */
const LEFT_OVER_AFTER_MS = 10 * 60_000;

const entrySchema = z.object({ nonce: z.string(), tag: z.string(), sealed: z.string() });
type Entry = z.infer<typeof entrySchema>;

/**
 * A vault for computers without one of their own: AES-256-GCM (NIST SP 800-38D) with a random key in a file beside it.
 * Each secret has a file of its own, so that two processes never overwrite each other's. All have mode 0600; whoever can
 * read them can read the secrets, and the settings window says so. The secret's name is authenticated with it, so that
 * entries can't be exchanged.
 */
export function createFileVault(dataFolder: string): Vault {
  const keyFile = join(dataFolder, 'vault.key');
  const fileOf = (name: string) => join(dataFolder, `vault.${name}.json`);
  return {
    protection: 'file-permissions',
    read: async (name) => {
      const entry = readEntry(fileOf(name));
      const key = readIfPresent(keyFile);
      return entry === undefined || key?.length !== KEY_BYTES ? undefined : unseal(key, name, entry);
    },
    write: async (name, secret) => {
      const entry = seal(takeKey(keyFile), name, secret);
      const draft = draftOf(fileOf(name));
      try {
        writeWhole(draft, Buffer.from(JSON.stringify(entry)));
        renameSync(draft, fileOf(name));
      } finally {
        rmSync(draft, { force: true });
      }
    },
    remove: async (name) => rmSync(fileOf(name), { force: true }),
    removeOthers: async (names) => {
      const kept = names.map(fileOf);
      for (const file of readdirSync(dataFolder)) {
        const path = join(dataFolder, file);
        const leftOver = LEFT_OVER.test(file) && !kept.includes(path);
        if (leftOver && Date.now() - statSync(path).mtimeMs > LEFT_OVER_AFTER_MS) rmSync(path, { force: true });
      }
    },
  };
}

function seal(key: Buffer, name: string, secret: string): Entry {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(name));
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return {
    nonce: nonce.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    sealed: sealed.toString('base64'),
  };
}

function unseal(key: Buffer, name: string, entry: Entry): string | undefined {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(entry.nonce, 'base64'), { authTagLength: 16 })
      .setAAD(Buffer.from(name))
      .setAuthTag(Buffer.from(entry.tag, 'base64'));
    return Buffer.concat([decipher.update(Buffer.from(entry.sealed, 'base64')), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

/** Gives the key, making it first when there is none. A damaged key is put aside: what it sealed can't be read anyway. */
function takeKey(file: string): Buffer {
  const present = readIfPresent(file);
  if (present?.length === KEY_BYTES) return present;
  if (present !== undefined) renameSync(file, `${file}.damaged`);
  const draft = draftOf(file);
  try {
    writeWhole(draft, randomBytes(KEY_BYTES));
    linkSync(draft, file);
  } catch (error) {
    // Another process was faster: its key is the one.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(file);
}

function readEntry(file: string): Entry | undefined {
  const text = readIfPresent(file)?.toString('utf8');
  if (text === undefined) return undefined;
  try {
    return entrySchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function readIfPresent(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** A name that nobody can foresee, and so put something in its place. */
function draftOf(file: string): string {
  return `${file}.${randomUUID()}.new`;
}

function writeWhole(file: string, bytes: Buffer): void {
  const descriptor = openSync(file, 'wx', 0o600);
  try {
    let written = 0;
    while (written < bytes.byteLength) written += writeSync(descriptor, bytes, written);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
