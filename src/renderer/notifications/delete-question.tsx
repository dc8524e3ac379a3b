import { useState } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import type { NotificationRow } from '../../shared/notification.ts';
import { bridge } from '../data/call.ts';
import { formatCount } from '../ui/format.ts';
import { Question } from '../ui/question.tsx';

type DeleteQuestionProps = {
  readonly rows: readonly NotificationRow[];
  readonly onDeleted: () => void;
  readonly onCancel: () => void;
};

/** Asks before notifications are deleted, and deletes them. */
export function DeleteQuestion({ rows, onDeleted, onCancel }: DeleteQuestionProps) {
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const remove = async () => {
    const result = await bridge().invoke('notifications.delete', { ids: rows.map((row) => row.id) });
    if (result.ok) onDeleted();
    else setProblem(result.error.message);
  };
  const [first] = rows;
  return (
    <Question
      title={
        rows.length === 1 && first !== undefined
          ? t('notificationList.delete.title', { name: first.name })
          : t('notificationList.delete.several', { count: formatCount(rows.length) })
      }
      text={t('notificationList.delete.text', { count: rows.length })}
      problem={problem}
      losing
      answers={[{ label: t('notificationList.delete.confirm'), onChoose: () => void remove() }]}
      cancel={{ label: t('button.cancel'), onChoose: onCancel }}
    />
  );
}
