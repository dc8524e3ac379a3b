import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { type UseFormReturn, useForm } from 'react-hook-form';
import type { SettingsView } from '../../shared/contract.ts';
import type { QueueSettings } from '../../shared/queue-settings.ts';
import type { Failure } from '../../shared/result.ts';
import { bridge } from '../data/call.ts';
import { settingsQuery } from '../data/queries.ts';
import {
  changesFrom,
  type QueueForm,
  queueFieldNames,
  queueFieldOf,
  queueFormOf,
  queueResolver,
} from './queue-form.ts';

export type QueueEditor = {
  readonly form: UseFormReturn<QueueForm, unknown, QueueSettings>;
  readonly dirty: boolean;
  readonly saving: boolean;
  readonly problem: Failure | null;
  /** True when another window or a script has saved since these fields were filled out. */
  readonly changedElsewhere: boolean;
  /** Saves what was changed here; gives true when it was saved. */
  readonly save: () => Promise<boolean>;
  /** Fills the fields out with the active settings as they are known here. What was typed is lost. */
  readonly revert: () => void;
  /** The same, read anew. */
  readonly takeOver: () => Promise<void>;
};

/** Keeps the queue's settings while they are edited. Only what is changed is saved, so nobody else's change is undone by it. */
export function useQueueEditor(view: SettingsView): QueueEditor {
  const queryClient = useQueryClient();
  const active = view.settings.queue;
  const [base, setBase] = useState(active);
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<Failure | null>(null);
  const saved = useRef(active);
  const resolver = useMemo(() => queueResolver(() => saved.current), []);
  const form = useForm<QueueForm, unknown, QueueSettings>({
    defaultValues: queueFormOf(active),
    resolver,
    mode: 'onTouched',
    shouldFocusError: false,
  });
  const dirty = form.formState.isDirty;
  const changed = Object.keys(changesFrom(base, active)).length > 0;

  const fillOut = (from: QueueSettings) => {
    setBase(from);
    saved.current = from;
    setProblem(null);
    form.reset(queueFormOf(from));
  };
  // What was saved elsewhere is taken over at once, as long as nothing typed would be lost.
  useEffect(() => {
    if (changed && !dirty && !saving) fillOut(active);
  });

  const store = async (edited: QueueSettings): Promise<boolean> => {
    setSaving(true);
    const result = await bridge().invoke('settings.change', { changes: changesFrom(base, edited) });
    setSaving(false);
    if (result.ok) {
      queryClient.setQueryData(settingsQuery.queryKey, result.value);
      fillOut(result.value.settings.queue);
      return true;
    }
    setProblem(result.error);
    const field = queueFieldOf(result.error.field);
    if (field !== undefined) form.setError(field, { message: result.error.message });
    return false;
  };

  const save = async () => {
    if (saving) return false;
    let done = false;
    await form.handleSubmit(
      async (edited) => {
        done = await store(edited);
      },
      (errors) => {
        const first = queueFieldNames.find((name) => errors[name] !== undefined);
        if (first === undefined) return;
        form.setFocus(first, { shouldSelect: true });
        // With what is wrong, which stands below.
        document.activeElement?.scrollIntoView({ block: 'center' });
      },
    )();
    return done;
  };

  return {
    form,
    dirty,
    saving,
    problem,
    changedElsewhere: changed && dirty,
    save,
    revert: () => fillOut(active),
    takeOver: async () => {
      const read = await queryClient.fetchQuery({ ...settingsQuery, staleTime: 0 });
      fillOut(read.settings.queue);
    },
  };
}
