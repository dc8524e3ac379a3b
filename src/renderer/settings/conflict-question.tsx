import { t } from '../../shared/catalogue/index.ts';
import { Question } from '../ui/question.tsx';
import type { SettingsEditor } from './use-settings-editor.ts';

/** Other settings were saved while these were edited: whose are to stay? */
export function ConflictQuestion({ editor }: { readonly editor: SettingsEditor }) {
  return (
    <Question
      title={t('conflict.title')}
      text={t('conflict.text')}
      losing
      answers={[
        { label: t('conflict.takeOver'), onChoose: () => void editor.takeOver() },
        {
          label: t('conflict.saveOver'),
          onChoose: () => {
            editor.dismissProblem();
            void editor.saveOver();
          },
        },
      ]}
      cancel={{ label: t('button.cancel'), onChoose: editor.dismissProblem }}
    />
  );
}
