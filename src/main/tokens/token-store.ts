import type { ApiToken } from '../../shared/api-token.ts';
import type { Database } from '../store/database.ts';

/** API tokens in the database: never a token itself, only its digest. Times are ISO 8601. */
export type TokenStore = {
  /** Newest first. */
  readonly list: () => ApiToken[];
  readonly insert: (token: Pick<ApiToken, 'name' | 'beginning' | 'createdAt'>, digest: string) => ApiToken;
  readonly remove: (id: number) => boolean;
  readonly byDigest: (digest: string) => (Pick<ApiToken, 'id' | 'name'> & { readonly digest: string }) | undefined;
  /** Writes when a token was used, unless it was used after `since`. */
  readonly used: (id: number, at: string, since: string) => void;
};

const TOKEN = `SELECT id, name, beginning, created_at AS createdAt, last_used_at AS lastUsedAt FROM api_tokens`;

export function createTokenStore(database: Database): TokenStore {
  const list = database.prepare<[], ApiToken>(`${TOKEN} ORDER BY id DESC`);
  const insert = database.prepare<[object]>(
    `INSERT INTO api_tokens (name, beginning, digest, created_at) VALUES (@name, @beginning, @digest, @createdAt)`,
  );
  const remove = database.prepare<[number]>('DELETE FROM api_tokens WHERE id = ?');
  const byDigest = database.prepare<[string], { id: number; name: string; digest: string }>(
    'SELECT id, name, digest FROM api_tokens WHERE digest = ?',
  );
  const stale = database.prepare<[number, string]>(
    'SELECT 1 FROM api_tokens WHERE id = ? AND (last_used_at IS NULL OR last_used_at <= ?)',
  );
  const used = database.prepare<[string, number]>('UPDATE api_tokens SET last_used_at = ? WHERE id = ?');
  return {
    list: () => list.all(),
    insert: (token, digest) => {
      const id = Number(insert.run({ ...token, digest }).lastInsertRowid);
      return { id, ...token, lastUsedAt: null };
    },
    remove: (id) => remove.run(id).changes > 0,
    byDigest: (digest) => byDigest.get(digest),
    used: (id, at, since) => {
      // Looked at first: most calls have nothing to write, and need not wait for a writer.
      if (stale.get(id, since) !== undefined) used.run(at, id);
    },
  };
}
