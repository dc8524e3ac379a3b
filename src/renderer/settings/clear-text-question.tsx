import { t } from '../../shared/catalogue/index.ts';
import { Question } from '../ui/question.tsx';

type ClearTextQuestionProps = { readonly onAllow: () => void; readonly onCancel: () => void };

/** Asked before the password may go out readable. */
export function ClearTextQuestion({ onAllow, onCancel }: ClearTextQuestionProps) {
  return (
    <Question
      title={t('clearText.title')}
      text={t('clearText.text')}
      losing
      answers={[{ label: t('clearText.allow'), onChoose: onAllow }]}
      cancel={{ label: t('button.cancel'), onChoose: onCancel }}
    />
  );
}
