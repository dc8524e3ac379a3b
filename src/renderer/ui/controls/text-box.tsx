import { Input, type InputProps, makeStyles, mergeClasses } from '@fluentui/react-components';
import type { Ref } from 'react';
import { fluentRef } from './fluent-ref.ts';

const useStyles = makeStyles({
  root: { minHeight: '26px', padding: '0 8px', maxWidth: '100%', minWidth: 0 },
  input: { padding: 0 },
});

type TextBoxProps = Omit<InputProps, 'input' | 'ref'> & { readonly ref?: Ref<HTMLInputElement> };

/** A one-line text field. */
export function TextBox({ className, ref, ...props }: TextBoxProps) {
  const styles = useStyles();
  return (
    <Input
      {...props}
      ref={fluentRef(ref)}
      className={mergeClasses(styles.root, className)}
      input={{ className: styles.input }}
    />
  );
}
