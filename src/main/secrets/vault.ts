/** Keeps secrets by name. */
export type Vault = {
  readonly protection: 'operating-system' | 'file-permissions';
  /** Gives the secret, or undefined when it isn't there or can't be decrypted any more. */
  readonly read: (name: string) => Promise<string | undefined>;
  readonly write: (name: string, secret: string) => Promise<void>;
  /** Does nothing when there is no such secret. */
  readonly remove: (name: string) => Promise<void>;
  /** Removes what interrupted saves left over: everything but these names, once it is old enough. */
  readonly removeOthers?: (names: readonly string[]) => Promise<void>;
};

/** A secret could not be written. The message is the vault's own reason. */
export class VaultError extends Error {}
