import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { AsyncEntry } from '@napi-rs/keyring';
import type { Vault } from './vault.ts';

const SERVICE = 'Postroom';

/**
 * The operating system's vault: Keychain, Credential Manager, or the Secret Service of a Linux desktop.
 * On Linux the Secret Service is demanded: the kernel's keyring, which would be taken otherwise, forgets at a restart.
 * Entries are kept apart by data folder. Undefined where there is no such vault.
 */
export async function openSystemVault(dataFolder: string): Promise<Vault | undefined> {
  const folder = createHash('sha256').update(resolve(dataFolder)).digest('hex').slice(0, 16);
  const entry = (name: string) => new AsyncEntry(SERVICE, `${folder}/${name}`, { linux: { store: 'secret-service' } });
  try {
    await entry('availability').getPassword();
  } catch {
    return undefined;
  }
  return {
    protection: 'operating-system',
    read: async (name) => (await entry(name).getPassword()) ?? undefined,
    write: async (name, secret) => {
      await entry(name).setPassword(secret);
    },
    remove: async (name) => {
      await entry(name).deletePassword();
    },
  };
}
