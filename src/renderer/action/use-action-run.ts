import { useEffect, useRef, useState } from 'react';
import type { Output } from '../../shared/contract.ts';
import type { Notification } from '../../shared/notification.ts';
import { fail, type Result } from '../../shared/result.ts';
import { bridge } from '../data/call.ts';
import { cancelUploads } from '../data/upload.ts';
import { type UploadProgress, uploadFiles } from '../data/upload-files.ts';
import { type ActionForm, actionOf, filesOf } from './action-form.ts';

type Report = Output<'actions.run'>;

export type ActionRun =
  | { readonly phase: 'ready' }
  | { readonly phase: 'running'; readonly upload: UploadProgress | null }
  | { readonly phase: 'done'; readonly result: Result<Report> };

type ActionRunner = {
  readonly run: ActionRun;
  readonly start: (form: ActionForm, notification: Notification) => Promise<Result<Report>>;
  /** Breaks off as long as files are under way. */
  readonly cancel: () => void;
  readonly reset: () => void;
};

/**
 * Runs an Action: asks first whether it may be, hands the files over, then has it queued. The same form asked for again is the
 * same Action, so that one whose answer was lost is not queued twice.
 */
export function useActionRun(): ActionRunner {
  const [run, setRun] = useState<ActionRun>({ phase: 'ready' });
  const asked = useRef<{ readonly form: ActionForm; readonly key: string } | null>(null);
  const breaking = useRef<AbortController | null>(null);
  useEffect(() => () => breaking.current?.abort(), []);

  const keyOf = (form: ActionForm) => {
    if (asked.current?.form !== form) asked.current = { form, key: crypto.randomUUID() };
    return asked.current.key;
  };

  const perform = async (
    form: ActionForm,
    notification: Notification,
    signal: AbortSignal,
  ): Promise<Result<Report>> => {
    const key = keyOf(form);
    const checked = await bridge().invoke('actions.check', actionOf(form, notification, key));
    if (!checked.ok) return fail(checked.error);
    const uploaded = await uploadFiles(
      filesOf(form, notification).map(({ file }) => file),
      { signal, onProgress: (upload) => setRun({ phase: 'running', upload }) },
    );
    if (!uploaded.ok) return fail(uploaded.error);
    const result = await bridge().invoke('actions.run', actionOf(form, notification, key, uploaded.value));
    if (!result.ok) cancelUploads(uploaded.value);
    return result;
  };

  return {
    run,
    start: async (form, notification) => {
      const controller = new AbortController();
      breaking.current = controller;
      setRun({ phase: 'running', upload: null });
      const result = await perform(form, notification, controller.signal);
      // Broken off by the person: there is nothing to be told.
      setRun(!result.ok && result.error.code === 'CANCELLED' ? { phase: 'ready' } : { phase: 'done', result });
      return result;
    },
    cancel: () => breaking.current?.abort(),
    reset: () => {
      asked.current = null;
      setRun({ phase: 'ready' });
    },
  };
}
