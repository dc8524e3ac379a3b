/** Keeps secrets by name. Which one is in use is decided once, when Postroom opens. */
export type Vault = {
  readonly protection: 'operating-system' | 'file-permissions';
  /** Gives the secret, or undefined when it isn't there or can't be decrypted any more. */
  readonly read: (name: string) => Promise<string | undefined>;
  readonly write: (name: string, secret: string) => Promise<void>;
  /** Does nothing when there is no such secret. */
  readonly remove: (name: string) => Promise<void>;
};
