import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import { Splitter } from './splitter.tsx';
import { useWidth } from './use-width.ts';

/** Below this, list and detail don't fit side by side. */
const SIDE_BY_SIDE_FROM = 820;
const LEAST_LIST = 360;
const LEAST_DETAIL = 320;

const useStyles = makeStyles({
  root: { position: 'relative', display: 'flex', height: '100%', minHeight: 0 },
  list: { flexGrow: 1, minWidth: 0, minHeight: 0 },
  detail: {
    position: 'relative',
    flex: 'none',
    minHeight: 0,
    display: 'flex',
    flexDirection: 'column',
    boxSizing: 'border-box',
    outline: 'none',
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  over: { position: 'absolute', inset: 0, borderLeft: 'none', zIndex: 2 },
  close: { position: 'absolute', top: '6px', right: '8px', minWidth: 0, padding: '3px', zIndex: 1 },
});

/**
 * `follows`: the detail is there when it fits beside the list · `opened`: it is there, over the list if need be ·
 * `entered`: it was opened by keyboard, so the focus goes to it · `closed`: it stays away until another row is chosen.
 */
export type DetailState = 'follows' | 'opened' | 'entered' | 'closed';

type SplitViewProps = {
  readonly list: ReactNode;
  /** Null when there is nothing to show. */
  readonly detail: ReactNode;
  readonly detailLabel: string;
  readonly detailState: DetailState;
  /** Share of the width that the detail takes at first. */
  readonly share: number;
  /** Esc within the detail, and its button. */
  readonly onClose: () => void;
};

/** A list with the detail of its row beside it, or over it where the window is narrow. */
export function SplitView({ list, detail, detailLabel, detailState, share, onClose }: SplitViewProps) {
  const styles = useStyles();
  const pane = useRef<HTMLElement>(null);
  const root = useRef<HTMLDivElement>(null);
  const width = useWidth(root);
  const [chosen, setChosen] = useState<number | null>(null);
  const over = width < SIDE_BY_SIDE_FROM;
  const wanted = detailState === 'opened' || detailState === 'entered' || (detailState === 'follows' && !over);
  const shown = wanted && detail !== null;
  const takesFocus = shown && (over || detailState === 'entered');
  useEffect(() => {
    if (takesFocus) pane.current?.focus();
  }, [takesFocus]);
  const close = () => {
    onClose();
    // Once it can take the focus again.
    requestAnimationFrame(() => root.current?.querySelector<HTMLElement>('[role="grid"]')?.focus());
  };
  const most = Math.max(LEAST_DETAIL, width - LEAST_LIST);
  const detailWidth = Math.round(Math.min(most, Math.max(LEAST_DETAIL, chosen ?? width * share)));
  return (
    <div ref={root} className={styles.root}>
      <div className={styles.list} inert={over && shown}>
        {list}
      </div>
      {shown && (
        <>
          {!over && (
            <Splitter
              label={t('split.resize')}
              value={detailWidth}
              least={LEAST_DETAIL}
              most={most}
              pane="after"
              onChange={setChosen}
            />
          )}
          <section
            ref={pane}
            tabIndex={-1}
            aria-label={detailLabel}
            className={mergeClasses(styles.detail, over && styles.over)}
            style={over ? {} : { width: detailWidth }}
            onKeyDown={(event) => {
              if (event.key === 'Escape' && !event.defaultPrevented) close();
            }}
          >
            <Button
              appearance="subtle"
              size="small"
              icon={<DismissRegular />}
              className={styles.close}
              aria-label={t('button.close')}
              title={t('split.close')}
              onClick={close}
            />
            {detail}
          </section>
        </>
      )}
    </div>
  );
}
