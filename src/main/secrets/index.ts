import { createFileVault } from './file-vault.ts';
import { openSystemVault } from './system-vault.ts';
import type { Vault } from './vault.ts';

export type { Vault } from './vault.ts';

/** Gives the operating system's vault, or the file vault where there is none or `file` was asked for. */
export async function openVault(kind: 'automatic' | 'file', dataFolder: string): Promise<Vault> {
  const system = kind === 'automatic' ? await openSystemVault(dataFolder) : undefined;
  return system ?? createFileVault(dataFolder);
}
