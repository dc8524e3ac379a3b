import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  root: {
    borderLeft: '3px solid',
    borderRadius: tokens.borderRadiusMedium,
    padding: '7px 12px',
    margin: '0 0 10px',
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: '12px',
    rowGap: '4px',
    overflowWrap: 'anywhere',
  },
  error: { borderLeftColor: tokens.colorStatusDangerBorder2, backgroundColor: tokens.colorStatusDangerBackground1 },
  warning: { borderLeftColor: tokens.colorStatusWarningBorder2, backgroundColor: tokens.colorStatusWarningBackground1 },
  success: { borderLeftColor: tokens.colorStatusSuccessBorder2, backgroundColor: tokens.colorStatusSuccessBackground1 },
  text: { flex: '1 1 240px' },
  title: { fontWeight: tokens.fontWeightSemibold },
});

type NoticeProps = {
  readonly kind: 'error' | 'warning' | 'success';
  /** Told at once by a screen reader, as an error always is. */
  readonly urgent?: boolean;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
};

/** Something the person has to know, where it matters. */
export function Notice({ kind, urgent = kind === 'error', title, children, actions }: NoticeProps) {
  const styles = useStyles();
  return (
    <div role={urgent ? 'alert' : 'status'} className={mergeClasses(styles.root, styles[kind])}>
      <div className={styles.text}>
        <div className={styles.title}>{title}</div>
        {children}
      </div>
      {actions}
    </div>
  );
}
