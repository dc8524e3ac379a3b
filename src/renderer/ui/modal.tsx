import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type KeyboardEvent, type ReactNode, useId, useLayoutEffect, useRef } from 'react';

const useStyles = makeStyles({
  root: {
    boxSizing: 'border-box',
    width: '480px',
    maxWidth: 'calc(100vw - 32px)',
    maxHeight: 'calc(100vh - 16px)',
    padding: 0,
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground2,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow64,
    '::backdrop': { backgroundColor: tokens.colorBackgroundOverlay },
    '&[open]': { display: 'flex', flexDirection: 'column' },
  },
  // What grows while it is open stays where it is, and grows downwards.
  steady: { marginTop: '4vh', marginBottom: 'auto', maxHeight: 'calc(96vh - 8px)' },
  wide: { width: '640px' },
  broad: { width: '860px' },
  title: {
    margin: 0,
    padding: '16px 20px 10px',
    fontSize: '16px',
    lineHeight: '22px',
    fontWeight: tokens.fontWeightSemibold,
    flex: 'none',
  },
});

/** The scrolling content and the line of buttons of a modal, for those who put them together. */
export const useModalStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', minHeight: 0 },
  content: { padding: '0 20px', overflowY: 'auto', overflowWrap: 'anywhere' },
  foot: { display: 'flex', alignItems: 'center', gap: '16px', padding: '12px 20px 14px', flex: 'none' },
  buttons: { display: 'flex', gap: '8px', marginLeft: 'auto' },
});

const CONTROLS = 'button, input:not([hidden]), select, textarea, [tabindex="0"]';

/** Has Tab go round within the modal, as in a window of its own, instead of on to the browser's own controls. */
function wrapFocus(event: KeyboardEvent<HTMLElement>): void {
  const controls = [...event.currentTarget.querySelectorAll<HTMLElement>(CONTROLS)].filter(
    (control) => !control.matches(':disabled, [tabindex="-1"]'),
  );
  const last = event.shiftKey ? controls[0] : controls.at(-1);
  if (document.activeElement !== last && event.currentTarget.contains(document.activeElement)) return;
  event.preventDefault();
  (event.shiftKey ? controls.at(-1) : controls[0])?.focus();
}

type ModalProps = {
  readonly title: string;
  readonly role: 'dialog' | 'alertdialog';
  readonly describedBy?: string;
  readonly size?: 'small' | 'wide' | 'broad';
  /** Esc. The modal is there until it is no longer rendered. */
  readonly onEscape: () => void;
  readonly children: ReactNode;
};

/**
 * A modal window, by the browser's own means: the rest of the page is out of reach, the focus stays inside, and goes back
 * to where it was at the end.
 */
export function Modal({ title, role, describedBy, size = 'small', onEscape, children }: ModalProps) {
  const styles = useStyles();
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      role={role}
      aria-labelledby={titleId}
      aria-describedby={describedBy}
      className={mergeClasses(styles.root, size !== 'small' && styles.steady, size !== 'small' && styles[size])}
      onCancel={(event) => {
        event.preventDefault();
        onEscape();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Tab') return wrapFocus(event);
        if (event.key !== 'Escape') return;
        // Before the browser does, which closes a modal by itself when it is asked twice.
        event.preventDefault();
        event.stopPropagation();
        onEscape();
      }}
    >
      <h2 id={titleId} className={styles.title}>
        {title}
      </h2>
      {children}
    </dialog>
  );
}
