import { makeStyles, mergeClasses, Textarea, type TextareaProps, tokens } from '@fluentui/react-components';
import type { Ref } from 'react';
import { fluentRef } from './fluent-ref.ts';

const useStyles = makeStyles({
  root: { width: '100%', minWidth: 0 },
  text: { padding: '4px 8px', maxHeight: 'none', fontSize: tokens.fontSizeBase300, lineHeight: '18px' },
  code: { fontFamily: tokens.fontFamilyMonospace, fontSize: '12px', lineHeight: '17px', tabSize: 2 },
});

type TextAreaProps = Omit<TextareaProps, 'textarea' | 'ref'> & {
  readonly ref?: Ref<HTMLTextAreaElement>;
  /** For what is written in a language of its own, such as HTML. */
  readonly code?: boolean;
};

/** A text field of several lines, which can be drawn higher. */
export function TextArea({ className, ref, code = false, ...props }: TextAreaProps) {
  const styles = useStyles();
  return (
    <Textarea
      {...props}
      ref={fluentRef(ref)}
      resize="vertical"
      className={mergeClasses(styles.root, className)}
      textarea={{ className: mergeClasses(styles.text, code && styles.code) }}
    />
  );
}
