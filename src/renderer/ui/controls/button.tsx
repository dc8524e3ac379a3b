import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { Ref } from 'react';
import { fluentRef } from './fluent-ref.ts';

const useStyles = makeStyles({
  root: { minHeight: '28px', minWidth: '80px', padding: '3px 14px', fontWeight: tokens.fontWeightRegular },
});

type PushButtonProps = {
  readonly type?: 'button' | 'submit';
  readonly appearance?: 'primary' | 'secondary';
  readonly disabled?: boolean;
  readonly autoFocus?: boolean;
  readonly onClick?: () => void;
  readonly ref?: Ref<HTMLButtonElement> | null;
  /** Says more than the text where several buttons have the same; begins with it. */
  readonly label?: string;
  readonly describedBy?: string;
  readonly children: string;
};

/** A push button at the height of the desktop's own. */
export function PushButton({ ref, type = 'button', label, describedBy, ...props }: PushButtonProps) {
  return (
    <Button
      {...props}
      ref={fluentRef(ref)}
      type={type}
      aria-label={label}
      aria-describedby={describedBy}
      className={useStyles().root}
    />
  );
}
