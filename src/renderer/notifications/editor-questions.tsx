import { t } from '../../shared/catalogue/index.ts';
import { Question } from '../ui/question.tsx';
import type { Wanted } from './notification-editor-view.tsx';
import type { NotificationEditor } from './use-notification-editor.ts';

type EditorQuestionsProps = {
  readonly editor: NotificationEditor;
  /** What the person wants to go on to while there are unsaved changes. */
  readonly asking: Wanted | null;
  readonly onGoOn: (to: Wanted) => void;
  readonly onStay: () => void;
};

/** What has to be answered before the editor goes on: what becomes of unsaved changes, and whose version is to stay. */
export function EditorQuestions({ editor, asking, onGoOn, onStay }: EditorQuestionsProps) {
  const saveAndGoOn = async (to: Wanted) => {
    onStay();
    if (await editor.save()) onGoOn(to);
  };
  const cancel = { label: t('button.cancel'), onChoose: onStay };
  return (
    <>
      {asking === 'back' && (
        <Question
          title={t('notificationEditor.unsaved.title')}
          text={t('unsaved.text')}
          answers={[
            { label: t('unsaved.save'), onChoose: () => void saveAndGoOn('back') },
            { label: t('unsaved.discard'), onChoose: () => onGoOn('back') },
          ]}
          cancel={cancel}
        />
      )}
      {asking === 'run' && (
        <Question
          title={t('notificationEditor.unsaved.title')}
          text={t('notificationEditor.unsaved.run')}
          answers={[{ label: t('notificationEditor.unsaved.saveAndRun'), onChoose: () => void saveAndGoOn('run') }]}
          cancel={cancel}
        />
      )}
      {editor.problem?.kind === 'conflict' && (
        <Question
          title={t('notificationEditor.conflict.title')}
          text={t('notificationEditor.conflict.text')}
          losing
          answers={[
            { label: t('notificationEditor.conflict.takeOver'), onChoose: () => void editor.takeOver() },
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
      )}
    </>
  );
}
