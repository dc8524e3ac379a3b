import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  root: { whiteSpace: 'normal', maxWidth: '520px' },
  title: { fontWeight: tokens.fontWeightSemibold },
  text: { margin: '2px 0 6px', color: tokens.colorNeutralForeground3 },
});

type EmptyStateProps = { readonly title: string; readonly text?: string; readonly children?: ReactNode };

/** Says why there is nothing here, and what to do next. */
export function EmptyState({ title, text, children }: EmptyStateProps) {
  const styles = useStyles();
  return (
    <div className={styles.root}>
      <div className={styles.title}>{title}</div>
      {text !== undefined && <p className={styles.text}>{text}</p>}
      {children}
    </div>
  );
}
