import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type ReactNode, useRef, useState } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import { Splitter } from '../ui/splitter.tsx';
import { Tabs, useTabIds } from '../ui/tabs.tsx';
import { useWidth } from '../ui/use-width.ts';

/** Below this, form and preview don't fit side by side. */
const SIDE_BY_SIDE_FROM = 920;
const LEAST_FORM = 520;
const LEAST_PREVIEW = 300;
const SHARE = 0.38;

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', height: '100%', minHeight: 0 },
  form: { flexGrow: 1, minWidth: 0, minHeight: 0, overflowY: 'auto', padding: '0 24px 14px' },
  below: { paddingTop: '8px' },
  preview: {
    flex: 'none',
    minHeight: 0,
    boxSizing: 'border-box',
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  tabs: { flex: 'none', padding: '0 16px' },
  panel: { flexGrow: 1, minHeight: 0, display: 'flex', outline: 'none' },
  whole: { flex: '1 1 0', minWidth: 0, borderLeft: 'none' },
  // The attribute alone gives way to a display of its own.
  hidden: { display: 'none' },
});

type EditorLayoutProps = {
  readonly form: ReactNode;
  readonly preview: ReactNode;
  /** Where there isn't room for both: whether it is the preview that is shown. */
  readonly previewed: boolean;
  readonly onPreviewed: (previewed: boolean) => void;
};

/** The form with its preview beside it; in a narrow window, one or the other. */
export function EditorLayout({ form, preview, previewed, onPreviewed }: EditorLayoutProps) {
  const styles = useStyles();
  const root = useRef<HTMLDivElement>(null);
  const width = useWidth(root);
  const ids = useTabIds();
  const [chosen, setChosen] = useState<number | null>(null);
  const narrow = width > 0 && width < SIDE_BY_SIDE_FROM;
  const most = Math.max(LEAST_PREVIEW, width - LEAST_FORM);
  const previewWidth = Math.round(Math.min(most, Math.max(LEAST_PREVIEW, chosen ?? width * SHARE)));
  const tab = previewed ? 'preview' : 'form';

  return (
    <div ref={root} className={styles.root}>
      {narrow && (
        <div className={styles.tabs}>
          <Tabs
            label={t('notificationEditor.view')}
            ids={ids}
            tabs={[
              { value: 'form', label: t('notificationEditor.view.form') },
              { value: 'preview', label: t('notificationEditor.view.preview') },
            ]}
            tab={tab}
            onTab={(next) => onPreviewed(next === 'preview')}
          />
        </div>
      )}
      {/* The same element in both cases, so that nothing loses the focus when the window changes. */}
      <div
        className={styles.panel}
        {...(narrow && { role: 'tabpanel', id: ids.panel, 'aria-labelledby': ids.tab(tab), tabIndex: -1 })}
      >
        <div className={mergeClasses(styles.form, narrow && styles.below, narrow && previewed && styles.hidden)}>
          {form}
        </div>
        {!narrow && (
          <Splitter
            label={t('notificationEditor.resize')}
            value={previewWidth}
            least={LEAST_PREVIEW}
            most={most}
            pane="after"
            onChange={setChosen}
          />
        )}
        <div
          className={mergeClasses(styles.preview, narrow && styles.whole, narrow && !previewed && styles.hidden)}
          style={narrow ? {} : { width: previewWidth }}
        >
          {preview}
        </div>
      </div>
    </div>
  );
}
