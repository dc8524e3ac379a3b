import { Checkbox, type CheckboxProps, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { Ref } from 'react';
import { fluentRef } from './fluent-ref.ts';

const useStyles = makeStyles({
  root: { minHeight: '26px', alignItems: 'center' },
  label: { padding: '3px 0', fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300 },
  indicator: { margin: '0 8px 0 0', alignSelf: 'center' },
});

type TickProps = Omit<CheckboxProps, 'label' | 'ref'> & {
  readonly label: string;
  readonly ref?: Ref<HTMLInputElement>;
};

/** A check box with its label beside it. */
export function Tick({ className, label, ref, ...props }: TickProps) {
  const styles = useStyles();
  return (
    <Checkbox
      {...props}
      ref={fluentRef(ref)}
      className={mergeClasses(styles.root, className)}
      indicator={{ className: styles.indicator }}
      label={{ children: label, className: styles.label }}
    />
  );
}
