import { useEffect, useEffectEvent, useState } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import { formatCount } from '../ui/format.ts';
import { Question } from '../ui/question.tsx';
import type { Marked } from './marked.ts';
import { useCount } from './use-count.ts';
import type { QueueActions } from './use-queue-actions.ts';

/** What can't be undone. */
export type Asked = 'delete' | 'sent' | 'again';

type QueueQuestionProps = {
  readonly asked: Asked;
  readonly marked: Marked;
  readonly actions: QueueActions;
  /** Told whether it was done, or there was nothing left to do. */
  readonly onDone: (done: boolean) => void;
};

/** Asks before something is done to messages that can't be undone, with their exact count, and does it. */
export function QueueQuestion({ asked, marked, actions, onDone }: QueueQuestionProps) {
  const [failed, setFailed] = useState(false);
  const counted = useCount(asked, marked);
  const count = counted?.messages;
  const leave = useEffectEvent(() => onDone(true));
  useEffect(() => {
    // They have left the queue while the question stood: nothing is left to ask about.
    if (count === 0) leave();
  }, [count]);
  if (counted === undefined || count === undefined) return null;
  const run = async () => {
    if (actions.busy) return;
    if (await actions.run(asked, marked, counted)) onDone(true);
    else setFailed(true);
  };
  return (
    <Question
      title={t(`queue.ask.${asked}.title`, { count, total: formatCount(count) })}
      text={t(`queue.ask.${asked}.text`, { count })}
      problem={failed ? actions.problem?.message : undefined}
      losing
      answers={[{ label: t(`queue.ask.${asked}.confirm`), onChoose: () => void run() }]}
      cancel={{ label: t('button.cancel'), onChoose: () => onDone(false) }}
    />
  );
}
