import { makeStyles, tokens } from '@fluentui/react-components';
import type { KeyboardEvent, PointerEvent } from 'react';

const STEP = 16;

const useStyles = makeStyles({
  root: {
    flex: 'none',
    width: '7px',
    marginLeft: '-3px',
    marginRight: '-4px',
    zIndex: 1,
    cursor: 'col-resize',
    touchAction: 'none',
    ':hover': { backgroundColor: tokens.colorNeutralStroke1 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
});

type SplitterProps = {
  readonly label: string;
  /** Width of the pane in pixels. */
  readonly value: number;
  readonly least: number;
  readonly most: number;
  /** The side of the splitter that the pane is on. */
  readonly pane: 'before' | 'after';
  readonly onChange: (value: number) => void;
};

/** A border to drag with the mouse, or to move with the arrow keys (ARIA window splitter). */
export function Splitter({ label, value, least, most, pane, onChange }: SplitterProps) {
  const toRight = pane === 'before' ? 1 : -1;
  const set = (next: number) => onChange(Math.round(Math.min(most, Math.max(least, next))));
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    const start = event.clientX;
    const handle = event.currentTarget;
    handle.setPointerCapture(event.pointerId);
    const move = (moved: globalThis.PointerEvent) => set(value + (moved.clientX - start) * toRight);
    handle.addEventListener('pointermove', move);
    handle.addEventListener('lostpointercapture', () => handle.removeEventListener('pointermove', move), {
      once: true,
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowLeft') set(value - STEP * toRight);
    else if (event.key === 'ArrowRight') set(value + STEP * toRight);
    else if (event.key === 'Home') set(least);
    else if (event.key === 'End') set(most);
    else return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: an hr can't be moved
    <div
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={least}
      aria-valuemax={most}
      className={useStyles().root}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
    />
  );
}
