import { ArrowClockwiseRegular } from '@fluentui/react-icons/svg/arrow-clockwise';
import { ArrowRepeatAllRegular } from '@fluentui/react-icons/svg/arrow-repeat-all';
import { CheckmarkCircleRegular } from '@fluentui/react-icons/svg/checkmark-circle';
import { DeleteRegular } from '@fluentui/react-icons/svg/delete';
import { FlashRegular } from '@fluentui/react-icons/svg/flash';
import { HandRightRegular } from '@fluentui/react-icons/svg/hand-right';
import { HandRightOffRegular } from '@fluentui/react-icons/svg/hand-right-off';
import { MailArrowForwardRegular } from '@fluentui/react-icons/svg/mail-arrow-forward';
import { OpenRegular } from '@fluentui/react-icons/svg/open';
import { PauseRegular } from '@fluentui/react-icons/svg/pause';
import { PlayRegular } from '@fluentui/react-icons/svg/play';
import { SelectAllOnRegular } from '@fluentui/react-icons/svg/select-all-on';
import { SendRegular } from '@fluentui/react-icons/svg/send';
import { t } from '../../shared/catalogue/index.ts';
import { isPossibleFor, type QueueAction, type QueueStatus } from '../../shared/queue.ts';
import { type Command, Commands } from '../app/commands.tsx';
import { isPossible, type Marked } from './marked.ts';

type QueueCommandsProps = {
  readonly status: QueueStatus | undefined;
  readonly marked: Marked;
  readonly busy: boolean;
  /** How many messages the filter shows. */
  readonly total: number;
  readonly onPause: () => void;
  readonly onResume: () => void;
  readonly onAction: (action: QueueAction) => void;
  readonly onView: () => void;
  readonly onSelectAll: () => void;
  readonly onRunAction: () => void;
  readonly onRefresh: () => void;
};

/** The commands of the queue. What needs a decision on unknown outcomes is there only while there is one to make. */
export function QueueCommands(props: QueueCommandsProps) {
  const { status, marked, busy, total, onAction } = props;
  const possible = (action: QueueAction) => isPossible(action, marked, status?.counts);
  const forMarked = (action: QueueAction, icon: Command['icon']): Command => ({
    id: action,
    label: t(`queue.command.${action}`),
    icon,
    disabled: !possible(action) || busy,
    onRun: () => onAction(action),
  });
  const release = possible('release') && !possible('hold');
  const bothLabels = (one: 'pause' | 'resume' | 'hold' | 'release', other: typeof one) => ({
    label: t(`queue.command.${one}`),
    otherLabel: t(`queue.command.${other}`),
  });
  const commands: Command[] = [
    status?.paused === true
      ? {
          id: 'pause',
          ...bothLabels('resume', 'pause'),
          icon: <PlayRegular />,
          disabled: busy,
          onRun: props.onResume,
        }
      : {
          id: 'pause',
          ...bothLabels('pause', 'resume'),
          icon: <PauseRegular />,
          disabled: busy || status === undefined,
          onRun: props.onPause,
        },
    {
      ...forMarked('send', <SendRegular />),
      disabled: busy || !possible('send') || (possible('retry') && !saysMoreThanRetry(marked, status)),
    },
    forMarked('retry', <ArrowRepeatAllRegular />),
    {
      ...(release ? forMarked('release', <HandRightOffRegular />) : forMarked('hold', <HandRightRegular />)),
      ...(release ? bothLabels('release', 'hold') : bothLabels('hold', 'release')),
      id: 'hold',
    },
    ...((status?.counts.unknown ?? 0) > 0
      ? [forMarked('sent', <CheckmarkCircleRegular />), forMarked('again', <MailArrowForwardRegular />)]
      : []),
    forMarked('delete', <DeleteRegular />),
    {
      label: t('queue.command.view'),
      icon: <OpenRegular />,
      lesser: true,
      disabled: marked.kind !== 'rows' || marked.items.length !== 1,
      onRun: props.onView,
    },
    {
      label: t('queue.command.selectAll'),
      icon: <SelectAllOnRegular />,
      lesser: true,
      disabled: total === 0,
      onRun: props.onSelectAll,
    },
    { label: t('queue.command.runAction'), icon: <FlashRegular />, onRun: props.onRunAction },
    {
      label: t('command.refresh'),
      icon: <ArrowClockwiseRegular />,
      shortcut: 'f5',
      lesser: true,
      onRun: props.onRefresh,
    },
  ];
  return <Commands commands={commands} />;
}

/** True when *Send now* does something else to what is marked than *Retry*: it passes what keeps all, and is for others too. */
function saysMoreThanRetry(marked: Marked, status: QueueStatus | undefined): boolean {
  if (status?.paused === true || status?.circuit != null) return true;
  if (marked.kind === 'all') return marked.filter.state !== 'failed';
  return marked.items.some((item) => isPossibleFor('send', item) && !isPossibleFor('retry', item));
}
