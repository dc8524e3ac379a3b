import { t } from '../../shared/catalogue/index.ts';
import type { Circuit, QueueItem, QueueStatus } from '../../shared/queue.ts';
import { fieldList, table } from './table.ts';
import { inLocalTime } from './times.ts';

/** The queue's messages as a table; a width of undefined leaves everything whole. */
export function queueTable(items: readonly QueueItem[], width: number | undefined): string {
  return table(
    [
      { title: t('cli.column.id'), value: (item) => String(item.id), align: 'right', whole: true },
      { title: t('cli.column.state'), value: (item) => item.state, whole: true },
      { title: t('cli.column.queued'), value: (item) => inLocalTime(item.queuedAt), whole: true },
      { title: t('cli.column.to'), value: ({ to, cc, bcc }) => [...to, ...cc, ...bcc].join(', ') },
      { title: t('cli.column.subject'), value: (item) => item.subject },
      { title: t('cli.column.attempts'), value: (item) => String(item.attempts), align: 'right' },
      { title: t('cli.column.next'), value: nextText, whole: true },
      { title: t('cli.column.files'), value: (item) => String(item.attachments.count), align: 'right' },
      { title: t('cli.column.outcome'), value: (item) => item.error?.message ?? item.lastReply ?? '' },
    ],
    items,
    width,
  );
}

/** How many there are of what was asked for, on whatever page: messages, and rows where storms make them fewer. */
export function totalText({ total, messages }: { readonly total: number; readonly messages: number }): string {
  return total === messages
    ? t('cli.queue.total', { count: messages })
    : t('cli.queue.totalInRows', { count: messages, rows: total });
}

function nextText({ state, nextAttemptAt, waitsFor, sendNow, heldBecause, similar }: QueueItem): string {
  if (heldBecause === 'storm')
    return similar === 0 ? t('cli.queue.heldByStorm.alone') : t('cli.queue.heldByStorm', { count: similar });
  if (state !== 'pending' || nextAttemptAt === null) return '';
  if (sendNow) return t('cli.queue.now');
  return waitsFor === null
    ? inLocalTime(nextAttemptAt)
    : t(`cli.queue.waits.${waitsFor}`, { time: inLocalTime(nextAttemptAt) });
}

/** The state of the queue for reading. */
export function statusText(status: QueueStatus): string {
  const { counts, total, nextAttemptAt, workers, throttledUntil } = status;
  const fields = fieldList([
    [t('cli.queue.field.total'), String(total)],
    ...(Object.entries(counts) as [keyof typeof counts, number][]).map(
      ([state, count]) => [t(`cli.queue.state.${state}`), count === 0 ? null : String(count)] as const,
    ),
    [t('cli.queue.field.next'), nextAttemptAt === null ? null : inLocalTime(nextAttemptAt)],
    [t('cli.queue.field.workers'), String(workers)],
    [t('cli.queue.field.throttled'), throttledUntil === null ? null : inLocalTime(throttledUntil)],
  ]);
  return [fields, ...whatHoldsUp(status)].join('\n');
}

/** Why messages don't leave by themselves now; nothing when they do. */
export function whatHoldsUp({ pause, circuit, workers }: QueueStatus): string[] {
  return [
    ...(pause === null
      ? []
      : [
          pause.why === ''
            ? t('cli.queue.paused', { by: pause.by, time: inLocalTime(pause.at) })
            : t('cli.queue.pausedBecause', { by: pause.by, time: inLocalTime(pause.at), why: pause.why }),
        ]),
    ...(circuit === null ? [] : [circuitText(circuit)]),
    ...(workers === 0 ? [t('cli.queue.noWorker')] : []),
  ];
}

function circuitText({ failure, nextProbeAt }: Circuit): string {
  const problem = failure.message;
  // Over already: it is tried as soon as a message is due and somebody sends.
  if (Date.parse(nextProbeAt) <= Date.now()) return t('cli.queue.run.stopped', { problem });
  return t('cli.queue.circuit', { problem, time: inLocalTime(nextProbeAt) });
}
