import { randomUUID } from 'node:crypto';
import { createFileVault } from './file-vault.ts';
import { openSystemVault } from './system-vault.ts';
import { type Vault, VaultError } from './vault.ts';

export { VaultError } from './vault.ts';

export type Protection = Vault['protection'];

/** What reading a secret came to. `unreachable`: it is in a vault that this process has no access to. */
export type SecretReading = { readonly secret: string } | 'unreadable' | 'unreachable';

/**
 * Keeps secrets and gives references to them. A reference tells which vault has the secret: another process on the same data
 * folder, such as a command line without a desktop, may have another vault at hand.
 */
export type Secrets = {
  /** Where a new secret goes. */
  readonly protection: Protection;
  readonly protectionOf: (reference: string) => Protection;
  /** Gives the new secret's reference. Rejects with VaultError. */
  readonly add: (secret: string) => Promise<string>;
  readonly read: (reference: string) => Promise<SecretReading>;
  /** Does nothing when there is no such secret, or its vault is out of reach. */
  readonly remove: (reference: string) => Promise<void>;
  /** Removes what interrupted saves left over in the file vault. */
  readonly removeOthers: (references: readonly string[]) => Promise<void>;
};

/** Opens the vaults: new secrets go to the operating system's, or to the file vault where there is none or `file` was asked for. */
export async function openSecrets(kind: 'automatic' | 'file', dataFolder: string): Promise<Secrets> {
  const file = createFileVault(dataFolder);
  const system = kind === 'automatic' ? await openSystemVault(dataFolder) : undefined;
  const preferred = system ?? file;

  function locate(reference: string): { vault: Vault | undefined; name: string; protection: Protection } {
    const [prefix, name = ''] = reference.split('/');
    const protection = prefix === 'operating-system' ? 'operating-system' : 'file-permissions';
    return { vault: protection === 'operating-system' ? system : file, name, protection };
  }

  return {
    protection: preferred.protection,
    protectionOf: (reference) => locate(reference).protection,
    add: async (secret) => {
      const name = `password-${randomUUID()}`;
      try {
        await preferred.write(name, secret);
      } catch (error) {
        throw new VaultError(error instanceof Error ? error.message : String(error));
      }
      return `${preferred.protection}/${name}`;
    },
    read: async (reference) => {
      const { vault, name } = locate(reference);
      if (vault === undefined) return 'unreachable';
      const secret = await vault.read(name).catch(() => undefined);
      return secret === undefined ? 'unreadable' : { secret };
    },
    remove: async (reference) => {
      const { vault, name } = locate(reference);
      await vault?.remove(name).catch(() => {});
    },
    removeOthers: async (references) => {
      const kept = references.map(locate).filter(({ vault }) => vault === file);
      await file.removeOthers?.(kept.map(({ name }) => name))?.catch(() => {});
    },
  };
}
