import { t } from '../../shared/catalogue/index.ts';
import type { DeliveryRow } from '../../shared/delivery.ts';
import { formatBytes, formatCount, formatDuration, formatFullMoment, formatMoment } from '../ui/format.ts';
import type { GridColumn } from '../ui/grid/columns.ts';
import { StatusText, statusWord } from '../ui/status.tsx';

/** The columns of the log, in their order; the rank says which go first where there is little room. */
export function logColumns(): readonly GridColumn<DeliveryRow>[] {
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
    {
      id: 'status',
      label: t('log.column.status'),
      width: 78,
      rank: 0,
      text: (row) => statusWord(row.status),
      title: (row) => row.error?.message ?? t(`log.meaning.${row.status}`),
      render: (row) => <StatusText status={row.status} />,
    },
    { id: 'kind', label: t('log.column.kind'), width: 52, rank: 7, text: (row) => t(`kind.${row.kind}`) },
    {
      id: 'recipients',
      label: t('log.column.recipients'),
      width: 136,
      grow: 1.6,
      rank: 0,
      text: (row) => row.recipients.join(', '),
    },
    { id: 'subject', label: t('log.column.subject'), width: 116, grow: 1.6, rank: 1, text: (row) => row.subject },
    { id: 'server', label: t('log.column.server'), width: 104, grow: 1, rank: 5, text: serverText },
    { id: 'encryption', label: t('log.column.encryption'), width: 108, rank: 2, text: encryptionText },
    {
      id: 'reply',
      label: t('log.column.reply'),
      width: 110,
      grow: 1.6,
      rank: 4,
      text: (row) => row.reply ?? row.error?.message ?? '',
    },
    {
      id: 'duration',
      label: t('log.column.duration'),
      width: 70,
      rank: 3,
      numeric: true,
      text: (row) => (row.durationMs === null ? '' : formatDuration(row.durationMs)),
    },
    {
      id: 'size',
      label: t('log.column.size'),
      width: 64,
      rank: 6,
      numeric: true,
      text: (row) => (row.sizeBytes === null ? '' : formatBytes(row.sizeBytes)),
    },
    {
      id: 'attempts',
      label: t('log.column.attempts'),
      width: 82,
      rank: 8,
      numeric: true,
      text: (row) => formatCount(row.attempts),
    },
  ];
}

/** Gives where a message went to. */
export function serverText(row: DeliveryRow): string {
  return row.service === 'capture' ? t('service.capture') : row.server;
}

function encryptionText(row: DeliveryRow): string {
  if (row.encryption === null) return '';
  return row.encryption === 'none' ? t('log.notEncrypted') : row.encryption;
}
