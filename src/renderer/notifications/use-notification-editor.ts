import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { type UseFormReturn, useForm } from 'react-hook-form';
import type { Notification, NotificationView } from '../../shared/notification.ts';
import type { Failure } from '../../shared/result.ts';
import { bridge, callOperation, failureOf } from '../data/call.ts';
import { cancelUploads } from '../data/upload.ts';
import { type UploadProgress, uploadFiles } from '../data/upload-files.ts';
import { type FieldFocus, useFieldFocus } from './field-focus.ts';
import { blankForm, formOf, type NotificationForm } from './notification-form.ts';
import { errorsIn, fieldOfFailure, notificationResolver } from './notification-resolver.ts';

/** `conflict`: another version was saved meanwhile, so nothing was. */
type SaveProblem = { readonly kind: 'conflict' } | { readonly kind: 'failure'; readonly failure: Failure };

export type NotificationEditor = {
  readonly form: UseFormReturn<NotificationForm, unknown, Notification>;
  readonly focus: FieldFocus;
  /** The version that the fields were filled out from; undefined for one that was never saved. */
  readonly base: NotificationView | undefined;
  readonly dirty: boolean;
  readonly saving: boolean;
  readonly uploading: UploadProgress | null;
  /** True when another window or a script has saved since these fields were filled out. */
  readonly changedElsewhere: boolean;
  readonly problem: SaveProblem | null;
  readonly dismissProblem: () => void;
  /** Files chosen here, by the name they have in the notification. They go to Postroom when it is saved. */
  readonly picked: ReadonlyMap<string, File>;
  readonly pickAll: (files: ReadonlyMap<string, File>) => void;
  readonly unpick: (name: string) => void;
  /** Bytes of a fixed file; undefined when neither Postroom nor this window has it. */
  readonly sizeOf: (name: string) => number | undefined;
  /** Gives true when it was saved. */
  readonly save: () => Promise<boolean>;
  readonly saveOver: () => Promise<boolean>;
  readonly revert: () => void;
  /** Fills the fields out with what is saved now. What was typed is lost. */
  readonly takeOver: () => Promise<void>;
};

/** Keeps a notification while it is edited: what it was filled out from, the files that go with it, and what became of saving it. */
export function useNotificationEditor(
  view: NotificationView | undefined,
  onSaved: (view: NotificationView) => void,
): NotificationEditor {
  const queryClient = useQueryClient();
  const [base, setBase] = useState(view);
  const [problem, setProblem] = useState<SaveProblem | null>(null);
  const [saving, setSaving] = useState(false);
  const [uploading, setUploading] = useState<UploadProgress | null>(null);
  const [picked, setPicked] = useState<ReadonlyMap<string, File>>(new Map());
  const form = useForm<NotificationForm, unknown, Notification>({
    defaultValues: view === undefined ? blankForm : formOf(view.notification),
    resolver: notificationResolver,
    // Fields check themselves when they are left: see use-field.ts.
    mode: 'onSubmit',
    // A field in another tab has to be shown first.
    shouldFocusError: false,
  });
  const focus = useFieldFocus(form);
  const dirty = form.formState.isDirty || picked.size > 0;
  const changedElsewhere = view !== undefined && base !== undefined && view.version !== base.version;
  const leaving = useRef(new AbortController());
  useEffect(() => {
    const controller = new AbortController();
    leaving.current = controller;
    return () => controller.abort();
  }, []);

  const fillOut = (from: NotificationView | undefined) => {
    setBase(from);
    setProblem(null);
    setPicked(new Map());
    form.reset(from === undefined ? blankForm : formOf(from.notification));
  };

  // What was saved elsewhere is taken over at once, as long as nothing typed would be lost.
  useEffect(() => {
    if (!changedElsewhere || saving) return;
    if (!dirty) fillOut(view);
    // One that was deleted and brought back has another version, and nothing else.
    else if (isSame(view, base)) setBase(view);
  });

  const readAnew = async (id: number) => {
    const fresh = await callOperation('notifications.get', { id });
    queryClient.setQueryData(['notifications.get', id], fresh);
    return fresh;
  };

  const store = async (notification: Notification, basedOn: number | undefined): Promise<Failure | null> => {
    const wanted = [...picked].filter(([name]) => isAttached(notification, name));
    const uploaded = await uploadFiles(
      wanted.map(([, file]) => file),
      { signal: leaving.current.signal, onProgress: setUploading },
    );
    setUploading(null);
    if (!uploaded.ok) return uploaded.error;
    const result = await bridge().invoke('notifications.save', {
      ...(base === undefined ? {} : { id: base.id }),
      ...(basedOn === undefined ? {} : { basedOn }),
      notification,
      files: wanted.map(([file], index) => ({ file, uploadId: uploaded.value[index] ?? '' })),
    });
    if (!result.ok) {
      cancelUploads(uploaded.value);
      return result.error;
    }
    queryClient.setQueryData(['notifications.get', result.value.id], result.value);
    fillOut(result.value);
    onSaved(result.value);
    return null;
  };

  /** What has another version only because it was deleted and brought back is no conflict. */
  const storeOver = async (notification: Notification, basedOn: () => Promise<number | undefined>) => {
    try {
      const failure = await store(notification, await basedOn());
      if (failure?.code !== 'NOTIFICATION_CONFLICT' || base === undefined) return failure;
      const now = await readAnew(base.id);
      return isSame(now, base) ? store(notification, now.version) : failure;
    } catch (error) {
      return failureOf(error);
    }
  };

  const fail = (failure: Failure) => {
    if (failure.code === 'NOTIFICATION_CONFLICT') return setProblem({ kind: 'conflict' });
    setProblem({ kind: 'failure', failure });
    const field = fieldOfFailure(failure.field, form.getValues());
    if (field === undefined) return;
    form.setError(field, { message: failure.message });
    focus.show(field);
  };

  const saveBasedOn = async (basedOn: () => Promise<number | undefined>): Promise<boolean> => {
    if (saving) return false;
    setSaving(true);
    let saved = false;
    await form.handleSubmit(
      async (notification) => {
        const failure = await storeOver(notification, basedOn);
        saved = failure === null;
        if (failure !== null) fail(failure);
      },
      () => focus.showFirst([...errorsIn(form.getValues()).keys()]),
    )();
    setSaving(false);
    return saved;
  };

  return {
    form,
    focus,
    base,
    dirty,
    saving,
    uploading,
    changedElsewhere: changedElsewhere && dirty && !saving,
    problem,
    dismissProblem: () => setProblem(null),
    picked,
    pickAll: (files) => setPicked(new Map([...picked, ...files])),
    unpick: (name) => setPicked(new Map([...picked].filter(([each]) => each !== name))),
    sizeOf: (name) => picked.get(name)?.size ?? base?.files.find(({ file }) => file === name)?.sizeBytes ?? undefined,
    save: () => saveBasedOn(async () => base?.version),
    saveOver: () => saveBasedOn(async () => (base === undefined ? undefined : (await readAnew(base.id)).version)),
    revert: () => fillOut(view),
    takeOver: async () => fillOut(base === undefined ? undefined : await readAnew(base.id)),
  };
}

function isSame(one: NotificationView, other: NotificationView): boolean {
  return JSON.stringify([one.notification, one.files]) === JSON.stringify([other.notification, other.files]);
}

function isAttached({ attachments }: Notification, name: string): boolean {
  return attachments.some((each) => 'file' in each && each.file === name);
}
