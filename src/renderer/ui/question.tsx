import {
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { useEffect, useId, useRef } from 'react';
import { PushButton } from './controls/button.tsx';
import { Notice } from './notice.tsx';
import { inPlatformOrder } from './platform.ts';

const useStyles = makeStyles({
  surface: { maxWidth: '480px', padding: '18px 20px 16px' },
  body: { rowGap: '10px' },
  title: { fontSize: '16px', lineHeight: '22px' },
  text: { color: tokens.colorNeutralForeground1, overflowWrap: 'anywhere' },
});

export type Answer = { readonly label: string; readonly onChoose: () => void };

type QuestionProps = {
  readonly title: string;
  readonly text: string;
  /** What went wrong when an answer was carried out. */
  readonly problem?: string | undefined;
  /** From the main one, which has the focus and which Enter chooses. */
  readonly answers: readonly [Answer, ...Answer[]];
  /** Esc, and a button of its own. */
  readonly cancel: Answer;
};

/** A question that has to be answered before anything else. It names what would be lost. */
export function Question({ title, text, problem, answers, cancel }: QuestionProps) {
  const styles = useStyles();
  const textId = useId();
  const main = useRef<HTMLButtonElement>(null);
  // After the dialog's own choice, which is the first button in the platform's order.
  useEffect(() => main.current?.focus(), []);
  return (
    <Dialog open modalType="alert" onOpenChange={() => cancel.onChoose()}>
      <DialogSurface className={styles.surface} aria-describedby={textId}>
        <DialogBody className={styles.body}>
          <DialogTitle className={styles.title}>{title}</DialogTitle>
          <DialogContent id={textId} className={styles.text}>
            {problem !== undefined && <Notice kind="error" title={problem} />}
            {text}
          </DialogContent>
          <DialogActions>
            {inPlatformOrder([...answers, cancel]).map((answer) => (
              <PushButton
                key={answer.label}
                ref={answer === answers[0] ? main : null}
                appearance={answer === answers[0] ? 'primary' : 'secondary'}
                onClick={answer.onChoose}
              >
                {answer.label}
              </PushButton>
            ))}
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
