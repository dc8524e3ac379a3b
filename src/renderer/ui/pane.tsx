import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', height: '100%', minHeight: 0 },
  head: { flex: 'none', padding: '9px 40px 4px 16px' },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: 'anywhere',
  },
  subtitle: { color: tokens.colorNeutralForeground3, overflowWrap: 'anywhere' },
});

type PaneProps = { readonly title: string; readonly subtitle: ReactNode; readonly children: ReactNode };

/** The detail of a row: its heading, and its parts below. */
export function Pane({ title, subtitle, children }: PaneProps) {
  const styles = useStyles();
  return (
    <div className={styles.root}>
      <div className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        <div className={styles.subtitle}>{subtitle}</div>
      </div>
      {children}
    </div>
  );
}
