import { t } from '../../shared/catalogue/index.ts';
import type { ParsedInput, SettingsView } from '../../shared/contract.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import { defaultSettings, type Settings, type SettingsDraft } from '../../shared/settings.ts';
import type { SecretReading, Secrets } from '../secrets/index.ts';
import { applyChanges, readExported } from './changes.ts';
import type { RevisionRow, SettingsStore } from './settings-store.ts';
import { digestOf, readStored, writeStored } from './stored-document.ts';

/** The settings in force, with what main needs of them and never gives out. */
export type ActiveSettings = {
  readonly draft: SettingsDraft;
  readonly passwordReference: string | null;
  readonly revision: number;
  readonly digest: string;
};

export type SettingsService = {
  readonly active: () => ActiveSettings;
  readonly view: () => SettingsView;
  readonly save: (input: ParsedInput<'settings.save'>) => Promise<Result<SettingsView>>;
  readonly change: (changes: Readonly<Record<string, string>>) => Promise<Result<SettingsView>>;
  readonly setPassword: (password: string) => Promise<Result<SettingsView>>;
  /** Gives the values as a JSON document, without any secret. */
  readonly exportText: () => string;
  readonly importText: (text: string) => Promise<Result<SettingsView>>;
  /** Removes passwords that interrupted saves left over. */
  readonly tidyUp: () => Promise<void>;
  readonly readPassword: (reference: string) => Promise<SecretReading>;
};

export type SettingsDependencies = {
  readonly store: SettingsStore;
  readonly secrets: Secrets;
  readonly now: () => Date;
  readonly changed: () => void;
  /** Gives the newest test that was made with the values of a digest. */
  readonly lastTest: (digest: string) => Settings['lastTest'];
  /** Told of each save, so that a test of the same values made before it counts for it. */
  readonly saved: (active: ActiveSettings, password: string | null | undefined) => void;
};

export function createSettingsService(dependencies: SettingsDependencies): SettingsService {
  const { store, secrets } = dependencies;

  function activeRow(): RevisionRow {
    const row = store.active();
    if (row !== undefined) return row;
    const document = writeStored({ draft: defaultSettings, passwordReference: null });
    const made = store.append({ savedAt: dependencies.now().toISOString(), document }, 0) ?? store.active();
    if (made === undefined) throw new Error('the first revision of the settings was neither made nor found');
    return made;
  }

  function active(): ActiveSettings {
    const row = activeRow();
    const { draft, passwordReference } = readStored(row.document);
    return { draft, passwordReference, revision: row.revision, digest: digestOf({ draft, passwordReference }) };
  }

  function view(): SettingsView {
    const row = activeRow();
    const { draft, passwordReference, notices } = readStored(row.document);
    const lastTest = dependencies.lastTest(digestOf({ draft, passwordReference }));
    const smtp = { ...draft.smtp, hasPassword: passwordReference !== null };
    return {
      settings: { ...draft, smtp, revision: row.revision, savedAt: row.savedAt, lastTest },
      passwordProtection: passwordReference === null ? secrets.protection : secrets.protectionOf(passwordReference),
      notices,
    };
  }

  /**
   * A new password goes into the vault under a new name before the revision that names it is saved, and the old one is
   * removed after: a crash in between leaves the old settings whole, with at most a secret that nothing names.
   */
  async function append(
    draft: SettingsDraft,
    password: string | null | undefined,
    basedOn: number,
  ): Promise<Result<SettingsView>> {
    const before = active();
    const added = typeof password === 'string' ? await secrets.add(password) : null;
    const passwordReference = password === undefined ? before.passwordReference : added;
    let row: RevisionRow | undefined;
    try {
      const savedAt = dependencies.now().toISOString();
      row = store.append({ savedAt, document: writeStored({ draft, passwordReference }) }, basedOn);
    } finally {
      if (row === undefined && added !== null) await secrets.remove(added);
    }
    if (row === undefined) {
      return fail({
        code: 'SETTINGS_CONFLICT',
        message: t('settings.conflict'),
        help: t('settings.conflict.help'),
      });
    }
    if (before.passwordReference !== null && before.passwordReference !== passwordReference)
      await secrets.remove(before.passwordReference);
    dependencies.saved(active(), password);
    dependencies.changed();
    return succeed(view());
  }

  return {
    active,
    view,
    save: async (input) => append(input.settings, input.password, input.basedOn ?? active().revision),
    change: async (changes) => {
      const { draft, revision } = active();
      const changed = applyChanges(draft, changes);
      return changed.ok ? append(changed.value, undefined, revision) : fail(changed.error);
    },
    setPassword: async (password) => {
      const { draft, revision } = active();
      return append(draft, password, revision);
    },
    exportText: () => `${JSON.stringify(active().draft, null, 2)}\n`,
    importText: async (text) => {
      const read = readExported(text);
      return read.ok ? append(read.value, undefined, active().revision) : fail(read.error);
    },
    tidyUp: () => secrets.removeOthers(active().passwordReference),
    readPassword: (reference) => secrets.read(reference),
  };
}
