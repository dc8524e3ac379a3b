import { isDeepStrictEqual } from 'node:util';
import { t } from '../../shared/catalogue/index.ts';
import type { ParsedInput, SettingsView } from '../../shared/contract.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import { defaultSettings, type EditedSettings, type Settings, type SettingsDraft } from '../../shared/settings.ts';
import type { SecretReading, Secrets } from '../secrets/index.ts';
import { applyChanges, checkCertificates, readExported } from './changes.ts';
import { isAsSafe } from './safety.ts';
import type { RevisionRow, SettingsStore } from './settings-store.ts';
import {
  digestOf,
  noSecrets,
  readStored,
  type SecretName,
  type SecretReferences,
  secretNames,
  writeStored,
} from './stored-document.ts';

/** The settings in force, with what main needs of them and never gives out. */
export type ActiveSettings = {
  readonly draft: SettingsDraft;
  readonly references: SecretReferences;
  readonly revision: number;
  readonly digest: string;
};

/** Secrets as a save brings them. Left out: the stored one is kept. Null: it is deleted. */
export type SecretChanges = { readonly [Name in SecretName]?: string | null | undefined };

export type SettingsService = {
  readonly active: () => ActiveSettings;
  /** The settings as they were in an earlier revision; undefined when it isn't kept. */
  readonly revision: (revision: number) => ActiveSettings | undefined;
  readonly view: () => SettingsView;
  readonly save: (input: ParsedInput<'settings.save'>) => Promise<Result<SettingsView>>;
  readonly change: (changes: Readonly<Record<string, string>>) => Promise<Result<SettingsView>>;
  /** Stores secrets and leaves the values as they are. */
  readonly setSecrets: (secrets: SecretChanges) => Promise<Result<SettingsView>>;
  /** Gives the values as a JSON document, without any secret. */
  readonly exportText: () => string;
  readonly importText: (text: string) => Promise<Result<SettingsView>>;
  /** Removes secrets that interrupted saves left over. */
  readonly tidyUp: () => Promise<void>;
  readonly readSecret: (reference: string) => Promise<SecretReading>;
};

export type SettingsDependencies = {
  readonly store: SettingsStore;
  readonly secrets: Secrets;
  readonly now: () => Date;
  readonly changed: () => void;
  /** Gives the newest test that was made with the values of a digest. */
  readonly lastTest: (digest: string) => Settings['lastTest'];
  /** Told of each save, so that a test of the same values made before it counts for it. */
  readonly saved: (active: ActiveSettings, secrets: SecretChanges) => void;
  /** What the last sessions with the mail server of these settings give reason to look at. */
  readonly warnings: (draft: SettingsDraft) => SettingsView['warnings'];
};

const MOST_TIMES = 10;

export function createSettingsService(dependencies: SettingsDependencies): SettingsService {
  const { store, secrets } = dependencies;

  function activeRow(): RevisionRow {
    const row = store.active();
    if (row !== undefined) return row;
    const document = writeStored({ draft: defaultSettings, references: noSecrets });
    const made = store.append({ savedAt: dependencies.now().toISOString(), document }, 0) ?? store.active();
    if (made === undefined) throw new Error('the first revision of the settings was neither made nor found');
    return made;
  }

  const active = (): ActiveSettings => settingsOf(activeRow());

  function view(): SettingsView {
    const row = activeRow();
    const { draft, references, notices } = readStored(row.document);
    const { password, clientKeyPassphrase } = references;
    const lastTest = dependencies.lastTest(digestOf({ draft, references }));
    const smtp = {
      ...draft.smtp,
      hasPassword: password !== null,
      hasClientKeyPassphrase: clientKeyPassphrase !== null,
    };
    return {
      settings: { ...draft, smtp, revision: row.revision, savedAt: row.savedAt, lastTest },
      passwordProtection: password === null ? secrets.protection : secrets.protectionOf(password),
      notices,
      warnings: dependencies.warnings(draft),
    };
  }

  /**
   * A new secret goes into the vault under a new name before the revision that names it is saved, and the old one is
   * removed after: a crash in between leaves the old settings whole, with at most a secret that nothing names.
   */
  async function append(draft: SettingsDraft, changes: SecretChanges, basedOn: number): Promise<Result<SettingsView>> {
    const checked = checkCertificates(draft);
    if (!checked.ok) return fail(checked.error);
    const before = active();
    const added: string[] = [];
    const references: Record<SecretName, string | null> = { ...before.references };
    let row: RevisionRow | undefined;
    try {
      for (const name of secretNames) {
        const change = changes[name];
        if (change === undefined) continue;
        references[name] = change === null ? null : await secrets.add(change);
        if (references[name] !== null) added.push(references[name]);
      }
      const savedAt = dependencies.now().toISOString();
      row = store.append({ savedAt, document: writeStored({ draft, references }) }, basedOn);
    } finally {
      if (row === undefined) for (const reference of added) await secrets.remove(reference);
    }
    if (row === undefined) {
      return fail({
        code: 'SETTINGS_CONFLICT',
        message: t('settings.conflict'),
        help: t('settings.conflict.help'),
      });
    }
    for (const name of secretNames) {
      const old = before.references[name];
      if (old !== null && old !== references[name]) await secrets.remove(old);
    }
    dependencies.saved(active(), changes);
    dependencies.changed();
    return succeed(view());
  }

  /** Changes one thing of whatever is active: where somebody else saved at the same moment, it is done on top of that. */
  async function again(change: () => Promise<Result<SettingsView>>): Promise<Result<SettingsView>> {
    let result = await change();
    for (let time = 1; time < MOST_TIMES && !result.ok && result.error.code === 'SETTINGS_CONFLICT'; time++)
      result = await change();
    return result;
  }

  const revisionOf = (revision: number): ActiveSettings | undefined => {
    const row = store.revision(revision);
    return row === undefined ? undefined : settingsOf(row);
  };

  /**
   * The queue's settings have a screen of their own: whoever left them out or as they were takes those that are active by now, and
   * a change of theirs alone is no conflict.
   */
  function mergeQueue(edited: EditedSettings, basedOn: number | undefined): { draft: SettingsDraft; basedOn: number } {
    const now = active();
    const { queue = now.draft.queue } = edited;
    const draft = { ...edited, queue };
    if (basedOn === undefined || basedOn === now.revision) return { draft, basedOn: now.revision };
    const base = revisionOf(basedOn);
    if (base === undefined || base.digest !== now.digest) return { draft, basedOn };
    const untouched = isDeepStrictEqual(queue, base.draft.queue);
    return { draft: untouched ? { ...draft, queue: now.draft.queue } : draft, basedOn: now.revision };
  }

  return {
    active,
    revision: revisionOf,
    view,
    save: async ({ settings, password, clientKeyPassphrase, basedOn }) => {
      const edited = mergeQueue(settings, basedOn);
      return append(edited.draft, { password, clientKeyPassphrase }, edited.basedOn);
    },
    change: (changes) =>
      again(async () => {
        const { draft, revision } = active();
        const changed = applyChanges(draft, changes);
        return changed.ok ? append(changed.value, {}, revision) : fail(changed.error);
      }),
    setSecrets: (changes) =>
      again(async () => {
        const { draft, revision } = active();
        return append(draft, changes, revision);
      }),
    exportText: () => `${JSON.stringify(active().draft, null, 2)}\n`,
    importText: async (text) => {
      const { draft, references, revision } = active();
      const read = readExported(text, draft.queue);
      if (!read.ok) return fail(read.error);
      const { host } = draft.smtp;
      // A document that somebody sent must not lead a password to a server of theirs, nor to the same one in the open.
      const kept = host === '' || isAsSafe(draft.smtp, read.value.smtp);
      const stored = secretNames.filter((name) => references[name] !== null);
      if (kept || stored.length === 0) return append(read.value, {}, revision);
      const saved = await append(read.value, Object.fromEntries(stored.map((name) => [name, null])), revision);
      if (!saved.ok) return saved;
      const notices = [...saved.value.notices, t('settings.notice.secretsDropped', { host })];
      return succeed({ ...saved.value, notices });
    },
    tidyUp: () => secrets.removeOthers(Object.values(active().references).filter((each) => each !== null)),
    readSecret: (reference) => secrets.read(reference),
  };
}

function settingsOf({ revision, document }: RevisionRow): ActiveSettings {
  const { draft, references } = readStored(document);
  return { draft, references, revision, digest: digestOf({ draft, references }) };
}
