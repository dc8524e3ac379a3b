import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: '190px minmax(0, 1fr)',
    alignItems: 'start',
    marginBottom: '4px',
  },
  narrow: { gridTemplateColumns: '168px minmax(0, 1fr)' },
  label: { paddingTop: '4px', paddingRight: '12px', lineHeight: '18px' },
  indented: { paddingLeft: '24px' },
  dimmed: { color: tokens.colorNeutralForegroundDisabled },
  controls: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: '8px',
    rowGap: '2px',
    minHeight: '26px',
  },
  hint: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, lineHeight: '16px' },
  error: {
    flexBasis: '100%',
    color: tokens.colorStatusDangerForeground1,
    fontSize: tokens.fontSizeBase200,
    lineHeight: '16px',
    paddingBottom: '2px',
  },
});

type FormRowProps = {
  readonly label?: string;
  /** Id of the control that the label names. Left out for a group, which is named by `labelId`. */
  readonly controlId?: string;
  readonly labelId?: string;
  readonly indented?: boolean;
  readonly dimmed?: boolean;
  readonly narrow?: boolean;
  readonly children: ReactNode;
};

/** One line of a form: the label column and the field column of the grid. */
export function FormRow({ label, controlId, labelId, indented, dimmed, narrow, children }: FormRowProps) {
  const styles = useStyles();
  const labelClass = mergeClasses(styles.label, indented && styles.indented, dimmed && styles.dimmed);
  return (
    <div className={mergeClasses(styles.row, narrow && styles.narrow)}>
      {controlId === undefined ? (
        <span id={labelId} className={labelClass}>
          {label}
        </span>
      ) : (
        <label htmlFor={controlId} className={labelClass}>
          {label}
        </label>
      )}
      <div className={styles.controls}>{children}</div>
    </div>
  );
}

/** A short explanation beside a control; the control names it in `aria-describedby`. */
export function Hint({ id, children }: { readonly id?: string; readonly children: ReactNode }) {
  return (
    <span id={id} className={useStyles().hint}>
      {children}
    </span>
  );
}

/** What is wrong with a field, under it; nothing when nothing is. */
export function FieldError({ id, message }: { readonly id: string; readonly message: string | undefined }) {
  const styles = useStyles();
  return message === undefined ? null : (
    <span id={id} className={styles.error}>
      {message}
    </span>
  );
}
