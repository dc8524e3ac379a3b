import { createContext, use } from 'react';
import type { NotificationProblem } from '../../shared/notification.ts';
import type { NotificationEditor } from './use-notification-editor.ts';

type EditorValue = {
  readonly editor: NotificationEditor;
  /** What the last look at the templates found. */
  readonly problems: readonly NotificationProblem[];
};

/** What the editor's parts have in common. */
export const EditorContext = createContext<EditorValue | null>(null);

/** Gives the editor that a part belongs to. */
export function useEditor(): EditorValue {
  const value = use(EditorContext);
  if (value === null) throw new Error('useEditor outside of an editor');
  return value;
}

/** Gives what was found to be wrong with a field beyond its form: a template that can't be read, an address that is none. */
export function useProblemOf(field: string): string | undefined {
  return useEditor().problems.find((problem) => problem.field === field)?.message;
}
