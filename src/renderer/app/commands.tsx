import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { createContext, type ReactElement, use, useEffect, useEffectEvent, useState } from 'react';
import { createPortal } from 'react-dom';
import { t } from '../../shared/catalogue/index.ts';
import { isShortcut, shortcutLabel } from '../ui/platform.ts';
import { moveFocus } from '../ui/roving-focus.ts';

export type Command = {
  readonly label: string;
  readonly icon: ReactElement;
  /** Such as `mod+s` or `f5`. */
  readonly shortcut?: string;
  readonly disabled?: boolean;
  readonly onRun: () => void;
};

/** The place in the toolbar that the screen's commands go to. */
export const ToolbarPlaceContext = createContext<HTMLElement | null>(null);

const useStyles = makeStyles({
  toolbar: { display: 'flex', gap: '2px' },
  button: { minWidth: 0, padding: '3px 8px', fontWeight: tokens.fontWeightRegular, columnGap: '4px' },
  shortcut: { color: tokens.colorNeutralForeground3, fontSize: '11px', marginLeft: '4px' },
  dimmed: { color: 'inherit' },
});

/** A screen's commands: buttons in the window's toolbar, and their shortcuts. */
export function Commands({ commands }: { readonly commands: readonly Command[] }) {
  const styles = useStyles();
  const place = use(ToolbarPlaceContext);
  const [focused, setFocused] = useState('');
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const command = commands.find((each) => each.shortcut !== undefined && isShortcut(event, each.shortcut));
    if (command === undefined) return;
    // Always, so that the browser neither saves the page nor loads it again; under a dialog that is all.
    event.preventDefault();
    if (command.disabled !== true && document.querySelector('dialog[open]') === null) command.onRun();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    addEventListener('keydown', listener);
    return () => removeEventListener('keydown', listener);
  }, []);
  if (place === null) return null;
  const stop = commands.find(({ label, disabled }) => label === focused && disabled !== true) ?? firstOf(commands);
  return createPortal(
    <div role="toolbar" aria-label={t('toolbar.label')} className={styles.toolbar} onKeyDown={moveFocus}>
      {commands.map((command) => (
        <Button
          key={command.label}
          appearance="subtle"
          size="small"
          icon={command.icon}
          disabled={command.disabled === true}
          // What was run and can't be again, such as Save, keeps the focus until that goes on by itself.
          disabledFocusable={command.disabled === true && command.label === focused}
          tabIndex={command === stop ? 0 : -1}
          onClick={command.onRun}
          onFocus={() => setFocused(command.label)}
          className={styles.button}
          aria-keyshortcuts={command.shortcut?.replace('mod+', 'Control+')}
        >
          {command.label}
          {command.shortcut !== undefined && (
            <span aria-hidden className={command.disabled === true ? styles.dimmed : styles.shortcut}>
              {shortcutLabel(command.shortcut)}
            </span>
          )}
        </Button>
      ))}
    </div>,
    place,
  );
}

function firstOf(commands: readonly Command[]): Command | undefined {
  return commands.find((command) => command.disabled !== true);
}
