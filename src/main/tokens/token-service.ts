import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { ApiToken } from '../../shared/api-token.ts';
import type { Output } from '../../shared/contract.ts';
import { isStorageError } from '../store/database.ts';
import type { TokenStore } from './token-store.ts';

const TOKEN_BYTES = 32;
const BEGINNING_LENGTH = 8;
const USE_WRITTEN_EACH_MS = 60_000;

/** `prm_` and 256 bits in base64url (RFC 4648 section 5). */
const WELL_FORMED = /^prm_[A-Za-z0-9_-]{43}$/;

/** Whom a token was given to. */
export type TokenHolder = Pick<ApiToken, 'id' | 'name'>;

export type TokenService = {
  readonly list: () => Output<'tokens.list'>;
  /** Makes a token; nothing can tell it a second time. */
  readonly create: (name: string) => Output<'tokens.create'>;
  readonly revoke: (id: number) => Output<'tokens.revoke'>;
  /** Gives whose token it is; undefined for any text that isn't one, or is one no more. */
  readonly verify: (token: string) => TokenHolder | undefined;
};

/** The API tokens of the local service. `changed` is called after each change that a list of them shows. */
export function createTokens(dependencies: {
  readonly store: TokenStore;
  readonly now: () => Date;
  readonly changed: () => void;
}): TokenService {
  const { store, now, changed } = dependencies;
  return {
    list: () => ({ tokens: store.list() }),
    create: (name) => {
      const token = `prm_${randomBytes(TOKEN_BYTES).toString('base64url')}`;
      const beginning = token.slice(0, BEGINNING_LENGTH);
      const view = store.insert({ name, beginning, createdAt: now().toISOString() }, digestOf(token));
      changed();
      return { token, view };
    },
    revoke: (id) => {
      const revoked = store.remove(id);
      if (revoked) changed();
      return { revoked };
    },
    verify: (token) => {
      if (!WELL_FORMED.test(token)) return undefined;
      // How long the look-up takes depends on the digest, from which nobody gets nearer to a token.
      const digest = digestOf(token);
      const found = store.byDigest(digest);
      if (found === undefined || !timingSafeEqual(Buffer.from(found.digest), Buffer.from(digest))) return undefined;
      noteUse(store, found.id, now());
      return { id: found.id, name: found.name };
    },
  };
}

/** That a token was used is good to know, but no reason to refuse it when the disk is full or the database busy. */
function noteUse(store: TokenStore, id: number, at: Date): void {
  try {
    store.used(id, at.toISOString(), new Date(at.getTime() - USE_WRITTEN_EACH_MS).toISOString());
  } catch (error) {
    if (!isStorageError(error)) throw error;
  }
}

function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
