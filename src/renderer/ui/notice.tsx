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
  info: { borderLeftColor: tokens.colorBrandStroke1, backgroundColor: tokens.colorNeutralBackground3 },
  text: { flex: '1 1 240px' },
  title: { fontWeight: tokens.fontWeightSemibold },
});

type NoticeProps = {
  readonly kind: 'error' | 'warning' | 'success' | 'info';
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
};

/** Something the person has to know, where it matters. An error is told at once by a screen reader, the rest in its turn. */
export function Notice({ kind, title, children, actions }: NoticeProps) {
  const styles = useStyles();
  return (
    <div role={kind === 'error' ? 'alert' : 'status'} className={mergeClasses(styles.root, styles[kind])}>
      <div className={styles.text}>
        <div className={styles.title}>{title}</div>
        {children}
      </div>
      {actions}
    </div>
  );
}
