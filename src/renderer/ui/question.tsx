import { useEffect, useId, useRef } from 'react';
import { PushButton } from './controls/button.tsx';
import { Modal, useModalStyles } from './modal.tsx';
import { Notice } from './notice.tsx';
import { inPlatformOrder } from './platform.ts';

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
  const styles = useModalStyles();
  const textId = useId();
  const main = useRef<HTMLButtonElement>(null);
  useEffect(() => main.current?.focus(), []);
  return (
    <Modal title={title} role="alertdialog" describedBy={textId} onEscape={cancel.onChoose}>
      <div id={textId} className={styles.content}>
        {problem !== undefined && <Notice kind="error" title={problem} />}
        {text}
      </div>
      <div className={styles.foot}>
        <span className={styles.buttons}>
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
        </span>
      </div>
    </Modal>
  );
}
