import { makeStyles, tokens } from '@fluentui/react-components';
import { t } from '../../shared/catalogue/index.ts';
import type { NotificationRow } from '../../shared/notification.ts';
import { formatCount, formatFullMoment, formatMoment } from '../ui/format.ts';
import type { GridColumn } from '../ui/grid/columns.ts';

const useStyles = makeStyles({
  enabled: { color: tokens.colorStatusSuccessForeground1 },
  disabled: { color: tokens.colorNeutralForeground3 },
});

/** The columns of the list of notifications. */
export function notificationColumns(): readonly GridColumn<NotificationRow>[] {
  return [
    { id: 'name', label: t('notificationList.column.name'), width: 160, grow: 1, rank: 0, text: (row) => row.name },
    {
      id: 'enabled',
      label: t('notificationList.column.enabled'),
      width: 84,
      rank: 0,
      text: enabledWord,
      render: (row) => <EnabledText row={row} />,
    },
    { id: 'to', label: t('notificationList.column.to'), width: 140, grow: 1, rank: 1, text: (row) => row.to },
    {
      id: 'subject',
      label: t('notificationList.column.subject'),
      width: 150,
      grow: 1.6,
      rank: 0,
      text: (row) => row.subject,
    },
    {
      id: 'attachments',
      label: t('notificationList.column.attachments'),
      width: 116,
      rank: 3,
      numeric: true,
      text: (row) => (row.attachments === 0 ? '' : formatCount(row.attachments)),
    },
    {
      id: 'changed',
      label: t('notificationList.column.changed'),
      width: 126,
      rank: 2,
      text: (row) => formatMoment(row.updatedAt),
      title: (row) => formatFullMoment(row.updatedAt),
    },
  ];
}

function enabledWord({ enabled }: NotificationRow): string {
  return enabled ? t('notificationList.enabled') : t('notificationList.disabled');
}

function EnabledText({ row }: { readonly row: NotificationRow }) {
  const styles = useStyles();
  return <span className={row.enabled ? styles.enabled : styles.disabled}>{enabledWord(row)}</span>;
}
