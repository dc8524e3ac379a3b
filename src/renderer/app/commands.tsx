import { makeStyles, Toolbar, ToolbarButton, tokens } from '@fluentui/react-components';
import { createContext, type ReactElement, use, useEffect, useEffectEvent } from 'react';
import { createPortal } from 'react-dom';
import { t } from '../../shared/catalogue/index.ts';
import { isShortcut, shortcutLabel } from '../ui/platform.ts';

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
  toolbar: { padding: 0, gap: '2px' },
  button: { minWidth: 0, padding: '3px 8px', fontWeight: tokens.fontWeightRegular, columnGap: '4px' },
  shortcut: { color: tokens.colorNeutralForeground3, fontSize: '11px', marginLeft: '4px' },
  dimmed: { color: 'inherit' },
});

/** A screen's commands: buttons in the window's toolbar, and their shortcuts. */
export function Commands({ commands }: { readonly commands: readonly Command[] }) {
  const styles = useStyles();
  const place = use(ToolbarPlaceContext);
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const command = commands.find((each) => each.shortcut !== undefined && isShortcut(event, each.shortcut));
    if (command === undefined) return;
    // Always, so that the browser neither saves the page nor loads it again; under a dialog that is all.
    event.preventDefault();
    if (command.disabled !== true && document.querySelector('[aria-modal="true"]') === null) command.onRun();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    addEventListener('keydown', listener);
    return () => removeEventListener('keydown', listener);
  }, []);
  if (place === null) return null;
  return createPortal(
    <Toolbar size="small" className={styles.toolbar} aria-label={t('toolbar.label')}>
      {commands.map((command) => (
        <ToolbarButton
          key={command.label}
          icon={command.icon}
          disabled={command.disabled === true}
          onClick={command.onRun}
          className={styles.button}
          aria-keyshortcuts={command.shortcut?.replace('mod+', 'Control+')}
        >
          {command.label}
          {command.shortcut !== undefined && (
            <span aria-hidden className={command.disabled === true ? styles.dimmed : styles.shortcut}>
              {shortcutLabel(command.shortcut)}
            </span>
          )}
        </ToolbarButton>
      ))}
    </Toolbar>,
    place,
  );
}
