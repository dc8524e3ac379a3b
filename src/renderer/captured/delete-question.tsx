import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import { bridge } from '../data/call.ts';
import { formatCount } from '../ui/format.ts';
import { Question } from '../ui/question.tsx';

type DeleteQuestionProps = {
  readonly ids: readonly number[] | 'all';
  readonly count: number;
  readonly onDone: () => void;
};

/** Asks before captured messages are deleted for good, and deletes them. */
export function DeleteQuestion({ ids, count, onDone }: DeleteQuestionProps) {
  const queryClient = useQueryClient();
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const remove = async () => {
    const result = await bridge().invoke('captured.delete', { ids: ids === 'all' ? 'all' : [...ids] });
    if (!result.ok) return setProblem(result.error.message);
    await queryClient.invalidateQueries({ queryKey: ['captured.list'] });
    onDone();
  };
  return (
    <Question
      title={t('captured.delete.title', { count, total: formatCount(count) })}
      text={t('captured.delete.text')}
      problem={problem}
      losing
      answers={[{ label: t('captured.delete.confirm'), onChoose: () => void remove() }]}
      cancel={{ label: t('button.cancel'), onChoose: onDone }}
    />
  );
}
