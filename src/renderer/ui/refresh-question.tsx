import { t } from '../../shared/catalogue/index.ts';
import { Question } from './question.tsx';

type RefreshQuestionProps = { readonly onDiscard: () => void; readonly onCancel: () => void };

/** Asks before a refresh puts what is stored in the place of unsaved changes. */
export function RefreshQuestion({ onDiscard, onCancel }: RefreshQuestionProps) {
  return (
    <Question
      title={t('refresh.title')}
      text={t('refresh.text')}
      losing
      answers={[{ label: t('refresh.discard'), onChoose: onDiscard }]}
      cancel={{ label: t('button.cancel'), onChoose: onCancel }}
    />
  );
}
