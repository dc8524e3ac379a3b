import { makeStyles, tokens } from '@fluentui/react-components';
import { t } from '../../shared/catalogue/index.ts';
import type { QueueItem } from '../../shared/queue.ts';
import { formatCount, formatFullMoment, formatMoment } from '../ui/format.ts';
import type { GridColumn } from '../ui/grid/columns.ts';
import { type Circumstances, filesText, nextText, replyText, stateText, subjectText } from './queue-words.ts';

const useStyles = makeStyles({
  pending: {},
  sending: { color: tokens.colorBrandForeground2 },
  failed: { color: tokens.colorStatusDangerForeground1 },
  held: { color: tokens.colorNeutralForeground3 },
  unknown: { color: tokens.colorStatusWarningForeground1 },
});

/** Added to the rank of a column that no row has anything for: the others come first. */
const EMPTY = 20;

/** The columns of the queue, in their order; the rank says which go first where there is little room. The detail has them all. */
export function queueColumns(
  circumstances: Circumstances,
  rows: readonly QueueItem[],
): readonly GridColumn<QueueItem>[] {
  const rankOf = (rank: number, isFilled: (row: QueueItem) => boolean) => (rows.some(isFilled) ? rank : rank + EMPTY);
  return [
    {
      id: 'queued',
      label: t('queue.column.queued'),
      width: 130,
      grow: 0.2,
      rank: 0,
      text: (row) => formatMoment(row.queuedAt, circumstances.now),
      title: (row) => formatFullMoment(row.queuedAt),
    },
    {
      id: 'status',
      label: t('log.column.status'),
      width: 200,
      grow: 0.8,
      rank: 0,
      text: (row) => stateText(row, circumstances),
      title: (row) => [stateText(row, circumstances), row.error?.message ?? ''].filter(Boolean).join('\n'),
      render: (row) => <State row={row} circumstances={circumstances} />,
    },
    {
      id: 'notification',
      label: t('queue.column.notification'),
      width: 104,
      grow: 0.6,
      rank: 3,
      text: (row) => row.notification ?? '',
    },
    addressColumn('to', t('queue.column.to'), 0),
    { id: 'subject', label: t('log.column.subject'), width: 104, grow: 1.4, rank: 1, text: subjectText },
    {
      id: 'next',
      label: t('queue.column.next'),
      width: 130,
      rank: 2,
      text: (row) => nextText(row, circumstances),
      title: (row) => (row.nextAttemptAt === null ? '' : formatFullMoment(row.nextAttemptAt)),
    },
    {
      id: 'attempts',
      label: t('log.column.attempts'),
      width: 88,
      rank: 5,
      numeric: true,
      text: (row) => formatCount(row.attempts),
    },
    {
      id: 'reply',
      label: t('queue.column.reply'),
      width: 110,
      grow: 1.4,
      rank: 4,
      text: replyText,
      title: (row) => [row.error?.message ?? '', row.lastReply ?? ''].filter(Boolean).join('\n'),
    },
    { id: 'files', label: t('captured.column.attachments'), width: 96, rank: 6, numeric: true, text: filesText },
    { id: 'from', label: t('log.sender'), width: 130, grow: 0.6, rank: 11, text: (row) => row.from },
    { id: 'host', label: t('queue.column.host'), width: 130, grow: 0.5, rank: 10, text: (row) => row.server },
    {
      id: 'contentType',
      label: t('queue.column.contentType'),
      width: 130,
      rank: 12,
      text: (row) => row.contentType,
    },
    { id: 'type', label: t('queue.column.type'), width: 100, rank: 13, text: (row) => t(`kind.${row.kind}`) },
    {
      id: 'initiator',
      label: t('queue.column.initiator'),
      width: 110,
      grow: 0.5,
      rank: rankOf(7, ({ initiator }) => initiator !== null),
      text: (row) => row.initiator ?? '',
    },
    addressColumn(
      'cc',
      t('queue.column.cc'),
      rankOf(8, ({ cc }) => cc.length > 0),
    ),
    addressColumn(
      'bcc',
      t('queue.column.bcc'),
      rankOf(9, ({ bcc }) => bcc.length > 0),
    ),
  ];
}

function addressColumn(id: 'to' | 'cc' | 'bcc', label: string, rank: number): GridColumn<QueueItem> {
  return { id, label, width: 110, grow: 1, rank, text: (row) => row[id].join(', ') };
}

function State({ row, circumstances }: { readonly row: QueueItem; readonly circumstances: Circumstances }) {
  return <span className={useStyles()[row.state]}>{stateText(row, circumstances)}</span>;
}
