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
  /** From the main one, which has the focus and which Enter chooses, unless something is lost by it. */
  readonly answers: readonly [Answer, ...Answer[]];
  /** Esc, and a button of its own. */
  readonly cancel: Answer;
  /** The answers lose something that can't be had back: then Enter cancels. */
  readonly losing?: boolean;
};

/** A question that has to be answered before anything else. It names what would be lost. */
export function Question({ title, text, problem, answers, cancel, losing = false }: QuestionProps) {
  const styles = useModalStyles();
  const textId = useId();
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  const focused = losing ? cancel : answers[0];
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
              ref={answer === focused ? first : null}
              appearance={answer === answers[0] && !losing ? 'primary' : 'secondary'}
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
