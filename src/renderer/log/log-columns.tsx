import { t } from '../../shared/catalogue/index.ts';
import type { DeliveryRow } from '../../shared/delivery.ts';
import { formatBytes, formatCount, formatDuration, formatFullMoment, formatMoment } from '../ui/format.ts';
import type { GridColumn } from '../ui/grid/columns.ts';
import { StatusText, statusWord } from '../ui/status.tsx';
import { Reason, WarningSign } from './row-reason.tsx';
import { reasonIn, rowWarnings } from './row-warnings.ts';

/** The columns of the log, in their order; the rank says which go first where there is little room. */
export function logColumns(): readonly GridColumn<DeliveryRow>[] {
  return [
    {
      id: 'time',
      label: t('log.column.time'),
      width: 130,
      grow: 0.3,
      rank: 0,
      text: (row) => formatMoment(row.at),
      title: (row) => formatFullMoment(row.at),
    },
    {
      id: 'status',
      label: t('log.column.status'),
      // “Sent in part”, and the sign of a warning.
      width: 118,
      rank: 0,
      text: rowStatusText,
      title: (row) => [row.error?.message ?? meaningOf(row), ...rowWarnings(row)].join('\n'),
      render: (row) => (
        <>
          <StatusText status={row.status} inPart={sentInPart(row)} marked={row.markedAsSent} />
          {rowWarnings(row).length > 0 && <WarningSign />}
        </>
      ),
    },
    {
      id: 'kind',
      label: t('log.column.kind'),
      width: 58,
      rank: 6,
      text: (row) => t(`kind.short.${row.kind}`),
      title: (row) => t(`kind.${row.kind}`),
    },
    {
      id: 'recipients',
      label: t('log.column.recipients'),
      width: 122,
      grow: 1.6,
      rank: 0,
      text: (row) => row.recipients.join(', '),
    },
    {
      id: 'notification',
      label: t('log.column.notification'),
      width: 110,
      grow: 0.6,
      rank: 7,
      text: (row) => row.notification ?? '',
    },
    { id: 'subject', label: t('log.column.subject'), width: 108, grow: 1.2, rank: 1, text: (row) => row.subject },
    { id: 'server', label: t('log.column.server'), width: 112, grow: 1.2, rank: 3, text: serverText },
    { id: 'encryption', label: t('log.column.encryption'), width: 108, rank: 4, text: encryptionText },
    {
      id: 'reply',
      label: t('log.column.reason'),
      width: 114,
      grow: 2,
      rank: 2,
      text: (row) => [...rowWarnings(row), reasonIn(row)].filter(Boolean).join(' · '),
      render: (row) => <Reason row={row} />,
    },
    {
      id: 'duration',
      label: t('log.column.duration'),
      width: 66,
      rank: 5,
      numeric: true,
      text: (row) => (row.durationMs === null ? '' : formatDuration(row.durationMs)),
    },
    {
      id: 'size',
      label: t('log.column.size'),
      width: 84,
      rank: 6,
      numeric: true,
      text: (row) => (row.sizeBytes === null ? '' : formatBytes(row.sizeBytes)),
    },
    {
      id: 'attempts',
      label: t('log.column.attempts'),
      width: 88,
      rank: 8,
      numeric: true,
      text: (row) => formatCount(row.attempts),
    },
    {
      id: 'initiator',
      label: t('log.column.initiator'),
      width: 110,
      grow: 0.5,
      rank: 10,
      text: (row) => row.initiator ?? '',
    },
  ];
}

/** True when the server took the message for some of the recipients only. */
export function sentInPart(row: DeliveryRow): boolean {
  return row.status === 'sent' && row.error !== null;
}

function rowStatusText(row: DeliveryRow): string {
  if (row.markedAsSent) return t('status.marked');
  return sentInPart(row) ? t('status.sentInPart') : statusWord(row.status);
}

/** Gives what a delivery's status means, in a sentence; of one that a person marked as sent, who did. */
export function meaningOf({ status, markedAsSent, note }: DeliveryRow): string {
  return markedAsSent ? t('log.meaning.marked', { note: note ?? '' }) : t(`log.meaning.${status}`);
}

/** Gives where a message went to. */
export function serverText(row: DeliveryRow): string {
  return row.service === 'capture' ? t('service.capture') : row.server;
}

function encryptionText(row: DeliveryRow): string {
  if (row.encryption === null) return '';
  return row.encryption === 'none' ? t('encryption.not') : row.encryption;
}
