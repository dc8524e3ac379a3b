import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: 'minmax(84px, max-content) minmax(0, 1fr)',
    columnGap: '12px',
    rowGap: '3px',
    margin: '6px 0 10px',
  },
  label: { color: tokens.colorNeutralForeground3 },
  value: { margin: 0, overflowWrap: 'anywhere' },
});

/** A list of facts, each with its label. */
export function Facts({ children }: { readonly children: ReactNode }) {
  return <dl className={useStyles().list}>{children}</dl>;
}

type FactProps = { readonly label: string; readonly title?: string; readonly children: ReactNode };

/** One fact; nothing when it is empty. */
export function Fact({ label, title, children }: FactProps) {
  const styles = useStyles();
  if (children === '' || children === null || children === undefined) return null;
  return (
    <>
      <dt className={styles.label}>{label}</dt>
      <dd className={styles.value} title={title}>
        {children}
      </dd>
    </>
  );
}
