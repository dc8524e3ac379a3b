import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { type UseFormReturn, useForm } from 'react-hook-form';
import type { Input, SettingsView } from '../../shared/contract.ts';
import type { DeliveryStatus } from '../../shared/delivery.ts';
import { isSameHost } from '../../shared/host.ts';
import type { Failure } from '../../shared/result.ts';
import { bridge } from '../data/call.ts';
import { settingsQuery } from '../data/queries.ts';
import { applyChangesToForm } from './apply-changes.ts';
import { fieldOfFailure, formOf, type SettingsEdit, type SettingsForm, settingsResolver } from './settings-form.ts';
import type { TrustedServer } from './trusted-server.ts';
import { type FieldFocus, useFieldFocus } from './use-field-focus.ts';
import { type ValuesTest, valuesIn } from './values-test.ts';

/** `conflict`: other settings were saved meanwhile, so nothing was. */
export type SaveProblem = { readonly kind: 'conflict' } | { readonly kind: 'failure'; readonly failure: Failure };

export type SettingsEditor = {
  readonly form: UseFormReturn<SettingsForm, unknown, SettingsEdit>;
  readonly focus: FieldFocus;
  readonly dirty: boolean;
  readonly saving: boolean;
  /** True when another window or a script has saved since these fields were filled out. */
  readonly changedElsewhere: boolean;
  readonly problem: SaveProblem | null;
  readonly dismissProblem: () => void;
  /** True once the port is one that a person typed. */
  readonly portTyped: React.RefObject<boolean>;
  /** Puts changes into the fields, unsaved: values as text by dotted key. */
  readonly applyChanges: (changes: Readonly<Record<string, string>>) => void;
  /** The same for what a probe found. A certificate that is trusted for another server is taken out. */
  readonly useServer: (changes: Readonly<Record<string, string>>) => void;
  readonly trustedServer: TrustedServer;
  /** The last test of values in these fields, whether they were changed since or not. */
  readonly lastTry: ValuesTest | null;
  /** Notes what a test of the values that are now in the fields came to. */
  readonly noteTest: (status: DeliveryStatus, inPart: boolean) => void;
  /** Saves what is in the fields; gives true when it was saved. */
  readonly save: () => Promise<boolean>;
  /** Saves over what somebody else saved meanwhile. */
  readonly saveOver: () => Promise<boolean>;
  /** Fills the fields out with the active settings as they are known here. What was typed is lost, at once. */
  readonly revert: () => void;
  /** Fills the fields out with the active settings, read anew. What was typed is lost. */
  readonly takeOver: () => Promise<void>;
};

/** Keeps the settings while they are edited: what they were filled out from, and what became of saving them. */
export function useSettingsEditor(view: SettingsView): SettingsEditor {
  const queryClient = useQueryClient();
  const [base, setBase] = useState(view);
  const [problem, setProblem] = useState<SaveProblem | null>(null);
  const [saving, setSaving] = useState(false);
  const portTyped = useRef(false);
  const baseSettings = useRef(view.settings);
  const resolver = useMemo(() => settingsResolver(() => baseSettings.current), []);
  const form = useForm<SettingsForm, unknown, SettingsEdit>({
    defaultValues: formOf(view.settings),
    resolver,
    mode: 'onTouched',
    // A field that is folded away has to be shown first.
    shouldFocusError: false,
  });
  const focus = useFieldFocus(form, view.settings.smtp.hasClientKeyPassphrase);
  const [trustedServer, setTrustedServer] = useState(() => trustedServerOf(view));
  const [lastTry, setLastTry] = useState<ValuesTest | null>(null);
  const dirty = form.formState.isDirty;
  const changedElsewhere = view.settings.revision !== base.settings.revision;
  // The queue's settings are none of these fields', and whoever saves these leaves those as they are. Where nothing differs, it is a password.
  const onlyTheQueue = fieldsOf(view) === fieldsOf(base) && queueOf(view) !== queueOf(base);

  const fillOut = (from: SettingsView) => {
    setBase(from);
    baseSettings.current = from.settings;
    portTyped.current = false;
    setProblem(null);
    setTrustedServer(trustedServerOf(from));
    // Under other settings the same fields may stand for another password.
    if (from.settings.revision !== base.settings.revision) setLastTry(null);
    form.reset(formOf(from.settings));
  };

  // What was saved elsewhere is taken over at once, as long as nothing typed would be lost.
  useEffect(() => {
    if (changedElsewhere && !dirty && !saving) fillOut(view);
  });

  const readAnew = () => queryClient.fetchQuery({ ...settingsQuery, staleTime: 0 });

  const store = async (edit: SettingsEdit, basedOn: number): Promise<boolean> => {
    setSaving(true);
    const tested = lastTry?.values === valuesIn(form.getValues()) ? lastTry : null;
    const result = await bridge().invoke('settings.save', { settings: edit.settings, ...secretsOf(edit), basedOn });
    setSaving(false);
    if (result.ok) {
      queryClient.setQueryData(settingsQuery.queryKey, result.value);
      fillOut(result.value);
      // What was typed of a secret has left its field: the values are the tested ones all the same.
      setLastTry(tested && { ...tested, values: valuesIn(form.getValues()) });
      return true;
    }
    const field = fieldOfFailure(result.error.field);
    if (result.error.code === 'SETTINGS_CONFLICT') setProblem({ kind: 'conflict' });
    else setProblem({ kind: 'failure', failure: result.error });
    if (field !== undefined) {
      form.setError(field, { message: result.error.message });
      focus.showField(field);
    }
    return false;
  };

  const saveBasedOn = async (basedOn: () => Promise<number>): Promise<boolean> => {
    if (saving) return false;
    let saved = false;
    await form.handleSubmit(async (edit) => {
      saved = await store(edit, await basedOn());
    }, focus.showErrors)();
    return saved;
  };

  const applyChanges = (changes: Readonly<Record<string, string>>) => {
    // The port is nobody's own any more.
    if (changes['smtp.port'] !== undefined) portTyped.current = false;
    applyChangesToForm(form, changes);
    const pem = changes['smtp.trustedCertificate'];
    if (pem === undefined || pem === '') return;
    const saved = trustedServerOf(base);
    setTrustedServer(pem === saved.pem ? saved : { pem, host: form.getValues('settings.smtp.host') });
  };

  return {
    form,
    focus,
    dirty,
    saving,
    changedElsewhere: changedElsewhere && !onlyTheQueue && dirty,
    problem,
    dismissProblem: () => setProblem(null),
    portTyped,
    applyChanges,
    useServer: (changes) => {
      const host = changes['smtp.host'];
      const others = host !== undefined && trustedServer.host !== '' && !isSameHost(host, trustedServer.host);
      applyChanges(others ? { ...changes, 'smtp.trustedCertificate': '' } : changes);
    },
    trustedServer,
    lastTry,
    noteTest: (status, inPart) =>
      setLastTry({ status, inPart, at: new Date().toISOString(), values: valuesIn(form.getValues()) }),
    save: () => saveBasedOn(async () => base.settings.revision),
    saveOver: () => saveBasedOn(async () => (await readAnew()).settings.revision),
    revert: () => fillOut(view),
    takeOver: async () => fillOut(await readAnew()),
  };
}

/** The settings keep no more of it than that: what they trust is trusted for the server that they name. */
function trustedServerOf({ settings }: SettingsView): TrustedServer {
  return { pem: settings.smtp.trustedCertificate, host: settings.smtp.host };
}

/** Gives what the fields are filled out from, as one text, for comparing. */
function fieldsOf({ settings: { service, message, smtp } }: SettingsView): string {
  return JSON.stringify([service, message, smtp]);
}

function queueOf({ settings }: SettingsView): string {
  return JSON.stringify(settings.queue);
}

/** What becomes of the stored secrets: what is left out is kept. */
function secretsOf(edit: SettingsEdit): Pick<Input<'settings.save'>, 'password' | 'clientKeyPassphrase'> {
  const { password, removePassword, clientKeyPassphrase, removeClientKeyPassphrase } = edit;
  return {
    ...(password !== '' ? { password } : removePassword ? { password: null } : {}),
    ...(clientKeyPassphrase !== ''
      ? { clientKeyPassphrase }
      : removeClientKeyPassphrase
        ? { clientKeyPassphrase: null }
        : {}),
  };
}
