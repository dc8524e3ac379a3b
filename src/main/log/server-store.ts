import type { Database } from '../store/database.ts';

/** What is remembered of the mail server at one host and port. */
export type ServerMemory = {
  /** True when it has offered STARTTLS in a session that ended well; what was withdrawn since is told by the next field. */
  readonly offersStarttls: boolean;
  /** ISO 8601: since when it doesn't any more; null while it does. */
  readonly starttlsWithdrawnAt: string | null;
  /** ISO 8601: until when the certificate that it showed last is valid. */
  readonly certificateValidTo: string | null;
};

export type ServerStore = {
  readonly find: (host: string, port: number) => ServerMemory | undefined;
  readonly remember: (host: string, port: number, memory: ServerMemory, seenAt: string) => void;
};

type Row = Omit<ServerMemory, 'offersStarttls'> & { readonly offersStarttls: number };

export function createServerStore(database: Database): ServerStore {
  const find = database.prepare<[string, number], Row>(
    `SELECT offers_starttls AS offersStarttls, starttls_withdrawn_at AS starttlsWithdrawnAt,
       certificate_valid_to AS certificateValidTo FROM servers WHERE host = ? AND port = ?`,
  );
  const remember = database.prepare<[string, number, number, string | null, string | null, string]>(
    `INSERT INTO servers (host, port, offers_starttls, starttls_withdrawn_at, certificate_valid_to, seen_at)
     VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (host, port) DO UPDATE SET offers_starttls = excluded.offers_starttls,
       starttls_withdrawn_at = excluded.starttls_withdrawn_at, certificate_valid_to = excluded.certificate_valid_to,
       seen_at = excluded.seen_at`,
  );
  return {
    find: (host, port) => {
      const row = find.get(host.toLowerCase(), port);
      return row === undefined ? undefined : { ...row, offersStarttls: row.offersStarttls === 1 };
    },
    remember: (host, port, memory, seenAt) => {
      const { offersStarttls, starttlsWithdrawnAt, certificateValidTo } = memory;
      remember.run(host.toLowerCase(), port, offersStarttls ? 1 : 0, starttlsWithdrawnAt, certificateValidTo, seenAt);
    },
  };
}
