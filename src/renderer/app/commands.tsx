import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { createContext, type ReactElement, use, useEffect, useEffectEvent, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { t } from '../../shared/catalogue/index.ts';
import { isShortcut, shortcutLabel } from '../ui/platform.ts';
import { moveFocus } from '../ui/roving-focus.ts';
import { useToolbarDetail } from './toolbar-detail.ts';

export type Command = {
  /** Where the label changes with what the command does; by default the label. */
  readonly id?: string;
  readonly label: string;
  /** Its label at other times: there is room for either, so that what follows stays where it is. */
  readonly otherLabel?: string;
  readonly icon: ReactElement;
  /** Such as `mod+s` or `f5`. */
  readonly shortcut?: string;
  readonly disabled?: boolean;
  /** Where there is little room, its label is the first to go. */
  readonly lesser?: boolean;
  readonly onRun: () => void;
};

/** The place in the toolbar that the screen's commands go to. */
export const ToolbarPlaceContext = createContext<HTMLElement | null>(null);

const useStyles = makeStyles({
  toolbar: { display: 'flex', gap: '2px' },
  button: {
    minWidth: 0,
    flexShrink: 0,
    whiteSpace: 'nowrap',
    padding: '3px 8px',
    fontWeight: tokens.fontWeightRegular,
    columnGap: '4px',
  },
  shortcut: { color: tokens.colorNeutralForeground3, fontSize: '11px', marginLeft: '4px' },
  dimmed: { color: 'inherit' },
  labels: { display: 'grid', justifyItems: 'start', '> *': { gridArea: '1 / 1' } },
  otherLabel: { visibility: 'hidden' },
});

/** A screen's commands: buttons in the window's toolbar, and their shortcuts. */
export function Commands({ commands }: { readonly commands: readonly Command[] }) {
  const styles = useStyles();
  const place = use(ToolbarPlaceContext);
  const [focused, setFocused] = useState('');
  const toolbar = useRef<HTMLDivElement>(null);
  const detail = useToolbarDetail(toolbar, place, commands.map(({ label }) => label).join('\n'));
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
  const isBare = (command: Command) => detail === 'icons' || (detail === 'mainLabels' && command.lesser === true);
  if (place === null) return null;
  const stop = commands.find((each) => idOf(each) === focused && each.disabled !== true) ?? firstOf(commands);
  return createPortal(
    <div ref={toolbar} role="toolbar" aria-label={t('toolbar.label')} className={styles.toolbar} onKeyDown={moveFocus}>
      {commands.map((command) => (
        <Button
          key={idOf(command)}
          appearance="subtle"
          size="small"
          icon={command.icon}
          disabled={command.disabled === true}
          // What was run and can't be again, such as Save, keeps the focus until that goes on by itself.
          disabledFocusable={command.disabled === true && idOf(command) === focused}
          tabIndex={command === stop ? 0 : -1}
          onClick={command.onRun}
          onFocus={() => setFocused(idOf(command))}
          className={styles.button}
          aria-keyshortcuts={command.shortcut?.replace('mod+', 'Control+')}
          {...(isBare(command) && { 'aria-label': command.label, title: command.label })}
        >
          {!isBare(command) && (
            <span className={styles.labels}>
              <span>{command.label}</span>
              {command.otherLabel !== undefined && (
                <span aria-hidden className={styles.otherLabel}>
                  {command.otherLabel}
                </span>
              )}
            </span>
          )}
          {detail === 'all' && command.shortcut !== undefined && (
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

function idOf({ id, label }: Command): string {
  return id ?? label;
}

function firstOf(commands: readonly Command[]): Command | undefined {
  return commands.find((command) => command.disabled !== true);
}
