import type { Database } from '../store/database.ts';

export type RevisionRow = {
  readonly revision: number;
  readonly savedAt: string;
  /** JSON, as `stored-document.ts` reads and writes it. */
  readonly document: string;
};

export type SettingsStore = {
  readonly active: () => RevisionRow | undefined;
  readonly revision: (revision: number) => RevisionRow | undefined;
  /**
   * Adds a revision on top of the one that it is based on, and gives it; undefined, with nothing saved, when another
   * revision is active by now. `basedOn` 0 makes the first one.
   */
  readonly append: (row: Omit<RevisionRow, 'revision'>, basedOn: number) => RevisionRow | undefined;
};

export function createSettingsStore(database: Database): SettingsStore {
  const newest = database.prepare<[], RevisionRow>(
    'SELECT revision, saved_at AS savedAt, document FROM settings_revisions ORDER BY revision DESC LIMIT 1',
  );
  const numbered = database.prepare<[number], RevisionRow>(
    'SELECT revision, saved_at AS savedAt, document FROM settings_revisions WHERE revision = ?',
  );
  const insert = database.prepare<[number, string, string]>(
    'INSERT INTO settings_revisions (revision, saved_at, document) VALUES (?, ?, ?)',
  );
  return {
    active: () => newest.get(),
    revision: (revision) => numbered.get(revision),
    append: (row, basedOn) =>
      database
        .transaction(() => {
          if ((newest.get()?.revision ?? 0) !== basedOn) return undefined;
          insert.run(basedOn + 1, row.savedAt, row.document);
          return { ...row, revision: basedOn + 1 };
        })
        .immediate(),
  };
}
