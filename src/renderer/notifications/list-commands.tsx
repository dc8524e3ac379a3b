import { AddRegular } from '@fluentui/react-icons/svg/add';
import { ArrowClockwiseRegular } from '@fluentui/react-icons/svg/arrow-clockwise';
import { CheckmarkCircleRegular } from '@fluentui/react-icons/svg/checkmark-circle';
import { CopyRegular } from '@fluentui/react-icons/svg/copy';
import { DeleteRegular } from '@fluentui/react-icons/svg/delete';
import { FlashRegular } from '@fluentui/react-icons/svg/flash';
import { ProhibitedRegular } from '@fluentui/react-icons/svg/prohibited';
import { t } from '../../shared/catalogue/index.ts';
import type { NotificationRow } from '../../shared/notification.ts';
import type { Command } from '../app/commands.tsx';

type Runs = {
  readonly onNew: () => void;
  readonly onDuplicate: (row: NotificationRow) => void;
  readonly onSetEnabled: (enabled: boolean) => void;
  readonly onRun: (row: NotificationRow) => void;
  readonly onDelete: () => void;
  readonly onRefresh: () => void;
};

/** Gives the commands of the list, as far as they can be run on the marked rows. */
export function listCommands(marked: readonly NotificationRow[], runs: Runs): readonly Command[] {
  const only = marked.length === 1 ? marked[0] : undefined;
  // With some of both, enabling comes first: it is the one that leaves nothing behind.
  const enables = marked.some((row) => !row.enabled) || marked.length === 0;
  return [
    // Ctrl+N is the browser's own, and never reaches a page.
    { label: t('notificationList.new'), icon: <AddRegular />, shortcut: 'mod+i', onRun: runs.onNew },
    {
      label: t('notificationList.duplicate'),
      icon: <CopyRegular />,
      disabled: only === undefined,
      onRun: () => only && runs.onDuplicate(only),
    },
    {
      id: 'enable',
      label: enables ? t('notificationList.enable') : t('notificationList.disable'),
      otherLabel: enables ? t('notificationList.disable') : t('notificationList.enable'),
      icon: enables ? <CheckmarkCircleRegular /> : <ProhibitedRegular />,
      disabled: marked.length === 0,
      onRun: () => runs.onSetEnabled(enables),
    },
    {
      label: t('notificationList.run'),
      icon: <FlashRegular />,
      disabled: only?.enabled !== true,
      onRun: () => only && runs.onRun(only),
    },
    {
      label: t('notificationList.delete'),
      icon: <DeleteRegular />,
      disabled: marked.length === 0,
      onRun: runs.onDelete,
    },
    { label: t('command.refresh'), icon: <ArrowClockwiseRegular />, shortcut: 'f5', onRun: runs.onRefresh },
  ];
}
