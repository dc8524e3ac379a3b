import { makeStyles, mergeClasses, Spinner, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import { useShownAfter } from './use-shown-after.ts';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: 0, minWidth: 0 },
  head: { flex: 'none', padding: '14px 24px 8px' },
  title: { margin: 0, fontSize: '18px', lineHeight: '24px', fontWeight: tokens.fontWeightSemibold },
  subtitle: { color: tokens.colorNeutralForeground3, minHeight: '18px' },
  body: { flexGrow: 1, minHeight: 0, minWidth: 0 },
  scrolling: { overflowY: 'auto', padding: '0 24px 14px' },
  spinner: { paddingTop: '24px' },
  foot: {
    flex: 'none',
    display: 'flex',
    alignItems: 'center',
    columnGap: '12px',
    padding: '7px 24px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    '> button': { flexShrink: 0 },
  },
});

type ScreenProps = {
  readonly title: string;
  readonly subtitle: ReactNode;
  /** True while there is nothing to show yet; it is told after 200 ms. */
  readonly waiting?: boolean;
  /** True when the content scrolls within itself. */
  readonly fills?: boolean;
  /** What stays in sight below the content, however far that is scrolled. */
  readonly foot?: ReactNode;
  readonly children: ReactNode;
};

/** The frame of a screen: its title, what it is for, its content. */
export function Screen({ title, subtitle, waiting = false, fills = false, foot, children }: ScreenProps) {
  const styles = useStyles();
  const late = useShownAfter(waiting);
  return (
    <div className={styles.root}>
      <div className={styles.head}>
        <h1 className={styles.title}>{title}</h1>
        <div className={styles.subtitle}>{subtitle}</div>
      </div>
      <div className={mergeClasses(styles.body, !fills && styles.scrolling)}>
        {late && <Spinner size="small" label={t('loading')} className={styles.spinner} />}
        {children}
      </div>
      {foot !== undefined && <div className={styles.foot}>{foot}</div>}
    </div>
  );
}
