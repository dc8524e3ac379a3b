import { ArrowLeftRegular } from '@fluentui/react-icons/svg/arrow-left';
import { ArrowUndoRegular } from '@fluentui/react-icons/svg/arrow-undo';
import { FlashRegular } from '@fluentui/react-icons/svg/flash';
import { SaveRegular } from '@fluentui/react-icons/svg/save';
import { t } from '../../shared/catalogue/index.ts';
import type { Command } from '../app/commands.tsx';
import type { NotificationEditor } from './use-notification-editor.ts';

type Runs = { readonly onBack: () => void; readonly onRun: () => void };

/** Gives the commands of the editor. */
export function editorCommands(editor: NotificationEditor, { onBack, onRun }: Runs): readonly Command[] {
  const { dirty, saving } = editor;
  return [
    { label: t('notificationEditor.back'), icon: <ArrowLeftRegular />, onRun: onBack },
    {
      label: t('command.save'),
      icon: <SaveRegular />,
      shortcut: 'mod+s',
      disabled: !dirty || saving,
      onRun: () => void editor.save(),
    },
    { label: t('command.revert'), icon: <ArrowUndoRegular />, disabled: !dirty || saving, onRun: editor.revert },
    { label: t('notificationList.run'), icon: <FlashRegular />, disabled: saving, onRun },
  ];
}
