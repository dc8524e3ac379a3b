import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { type SettingKey, settingValue } from '../../shared/settings.ts';
import type { SettingsEdit } from '../settings/settings-form.ts';

type Changes = Readonly<Record<string, string>>;

type ChangesMade = {
  /** The values from before the last change that was made from here and not taken back. */
  readonly before: Changes | undefined;
  /** Asks for a change of the settings. */
  readonly make: (changes: Changes) => void;
  /** Takes the last change back. Nothing is tested by that. */
  readonly undo: () => void;
  /** From now on there is nothing to take back. */
  readonly forget: () => void;
};

/**
 * Keeps the changes that are made to the settings from the dialog.
 *
 * @param onApply puts changes into the fields; a new edit follows once they are made, which a question may prevent
 * @param onMade told when a change has been made
 */
export function useChanges(
  edit: SettingsEdit,
  onApply: (changes: Record<string, string>) => void,
  onMade: () => void,
): ChangesMade {
  const [made, setMade] = useState<readonly Changes[]>([]);
  // Asked for, and the edit that it was asked of. Once another one is here, the change has been made.
  const asked = useRef<{ readonly of: SettingsEdit; readonly before: Changes } | null>(null);

  const take = useEffectEvent(() => {
    if (asked.current === null || asked.current.of === edit) return;
    const { before } = asked.current;
    asked.current = null;
    setMade((earlier) => [...earlier, before]);
    onMade();
  });
  useEffect(() => {
    if (edit !== null) take();
  }, [edit]);

  return {
    before: made.at(-1),
    make: (changes) => {
      const keys = Object.keys(changes) as SettingKey[];
      const before = Object.fromEntries(keys.map((key) => [key, String(settingValue(edit.settings, key) ?? '')]));
      asked.current = { of: edit, before };
      onApply({ ...changes });
    },
    undo: () => {
      const before = made.at(-1);
      if (before === undefined) return;
      asked.current = null;
      setMade(made.slice(0, -1));
      onApply({ ...before });
    },
    forget: () => setMade([]),
  };
}
