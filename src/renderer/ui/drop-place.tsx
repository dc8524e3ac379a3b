import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type DragEvent, type ReactNode, useState } from 'react';

const useStyles = makeStyles({
  root: {
    // Drawn outside, so that nothing moves.
    outline: '1px dashed transparent',
    outlineOffset: '3px',
    borderRadius: tokens.borderRadiusMedium,
  },
  over: { outlineColor: tokens.colorBrandStroke1, backgroundColor: tokens.colorBrandBackground2 },
});

type DropPlaceProps = {
  readonly className?: string;
  readonly disabled?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
  readonly children: ReactNode;
};

/** A place that files can be dropped on. A button within has to do the same, for those who don't use a mouse. */
export function DropPlace({ className, disabled = false, onFiles, children }: DropPlaceProps) {
  const styles = useStyles();
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const files = [...event.dataTransfer.files];
    if (!disabled && files.length > 0) onFiles(files);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is for the mouse alone
    <div
      className={mergeClasses(styles.root, className, over && !disabled && styles.over)}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={drop}
    >
      {children}
    </div>
  );
}

/** For what surrounds such places: a file that misses them is not opened in place of the window. */
export const refuseDrops = {
  onDragOver: (event: DragEvent) => event.preventDefault(),
  onDrop: (event: DragEvent) => event.preventDefault(),
} as const;
