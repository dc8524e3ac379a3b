import { useState } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import type { NotificationRow } from '../../shared/notification.ts';
import type { Failure } from '../../shared/result.ts';
import { bridge } from '../data/call.ts';
import { formatCount } from '../ui/format.ts';

/** What was done last, and what takes it back. */
type Done = { readonly text: string; readonly undoIds: readonly number[] };

type ListActions = {
  readonly problem: Failure | null;
  readonly done: Done | null;
  /** Puts what was done last, or went wrong, out of sight. */
  readonly dismiss: () => void;
  readonly say: (text: string) => void;
  readonly fail: (failure: Failure) => void;
  /** Gives the copy's id, or undefined when there is none. */
  readonly duplicate: (row: NotificationRow) => Promise<number | undefined>;
  readonly setEnabled: (rows: readonly NotificationRow[], enabled: boolean) => Promise<void>;
  readonly noteDeleted: (rows: readonly NotificationRow[]) => void;
  readonly undo: () => Promise<void>;
};

/** Does to notifications what the list offers, and keeps what came of it. The list itself follows by an event. */
export function useListActions(): ListActions {
  const [problem, setProblem] = useState<Failure | null>(null);
  const [done, setDone] = useState<Done | null>(null);
  const show = (text: string, undoIds: readonly number[] = []) => {
    setProblem(null);
    setDone({ text, undoIds });
  };
  const fail = (failure: Failure) => {
    setDone(null);
    setProblem(failure);
  };
  const named = (rows: readonly NotificationRow[], one: 'deleted' | 'restored') =>
    rows.length === 1
      ? t(`notificationList.${one}.one`, { name: rows[0]?.name ?? '' })
      : t(`notificationList.${one}.several`, { count: formatCount(rows.length) });
  const [deleted, setDeleted] = useState<readonly NotificationRow[]>([]);

  return {
    problem,
    done,
    dismiss: () => {
      setProblem(null);
      setDone(null);
    },
    say: show,
    fail,
    duplicate: async ({ id }) => {
      const result = await bridge().invoke('notifications.duplicate', { id });
      if (result.ok) return result.value.id;
      fail(result.error);
      return undefined;
    },
    setEnabled: async (rows, enabled) => {
      const ids = rows.map((row) => row.id);
      const result = await bridge().invoke('notifications.setEnabled', { ids, enabled });
      if (!result.ok) fail(result.error);
    },
    noteDeleted: (rows) => {
      setDeleted(rows);
      show(
        named(rows, 'deleted'),
        rows.map((row) => row.id),
      );
    },
    undo: async () => {
      const result = await bridge().invoke('notifications.restore', { ids: deleted.map((row) => row.id) });
      if (result.ok) show(named(deleted, 'restored'));
      else fail(result.error);
    },
  };
}
