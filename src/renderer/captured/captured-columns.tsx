import type { CapturedRow } from '../../shared/captured.ts';
import { t } from '../../shared/catalogue/index.ts';
import { formatBytes, formatCount, formatFullMoment, formatMoment } from '../ui/format.ts';
import type { GridColumn } from '../ui/grid/columns.ts';

/** The columns of Captured Mail. */
export function capturedColumns(): readonly GridColumn<CapturedRow>[] {
  return [
    {
      id: 'time',
      label: t('log.column.time'),
      width: 104,
      grow: 0.4,
      rank: 0,
      text: (row) => formatMoment(row.at),
      title: (row) => formatFullMoment(row.at),
    },
    { id: 'sender', label: t('captured.column.sender'), width: 120, grow: 1, rank: 2, text: (row) => row.sender },
    {
      id: 'recipients',
      label: t('log.column.recipients'),
      width: 130,
      grow: 1,
      rank: 1,
      text: (row) => row.recipients.join(', '),
    },
    { id: 'subject', label: t('log.column.subject'), width: 130, grow: 1.5, rank: 0, text: (row) => row.subject },
    {
      id: 'attachments',
      label: t('captured.column.attachments'),
      width: 64,
      rank: 4,
      numeric: true,
      text: (row) => (row.attachments === 0 ? '' : formatCount(row.attachments)),
    },
    {
      id: 'size',
      label: t('log.column.size'),
      width: 76,
      rank: 3,
      numeric: true,
      text: (row) => formatBytes(row.sizeBytes),
    },
  ];
}
