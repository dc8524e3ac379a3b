import { t } from '../../shared/catalogue/index.ts';
import type { QueueItem, QueueStatus } from '../../shared/queue.ts';
import { formatBytes, formatCount, formatMoment } from '../ui/format.ts';

/** What keeps messages beside their own reasons, and what time it is. */
export type Circumstances = {
  readonly now: Date;
  readonly paused: boolean;
  /** The connection is at fault, so nothing but one message that tries it is sent. */
  readonly cutOff: boolean;
};

/** Gives the circumstances that the queue's status tells of. */
export function circumstancesOf(status: QueueStatus | undefined, now: Date): Circumstances {
  return { now, paused: status?.paused ?? false, cutOff: status?.circuit != null };
}

/** Gives a message's state in words, with what it waits for, such as “Pending: in 4 min”. */
export function stateText(item: QueueItem, circumstances: Circumstances): string {
  const state = t(`queueState.${item.state}`);
  const detail = stateDetail(item, circumstances);
  return detail === '' ? state : t('queue.stateWithDetail', { state, detail });
}

function stateDetail(item: QueueItem, { now, paused, cutOff }: Circumstances): string {
  if (item.state === 'held') return item.heldBecause === 'storm' ? t('queue.held.storm') : '';
  if (item.state !== 'pending') return '';
  if (item.sendNow) return t('queue.waits.sendNow');
  if (paused) return t('queue.waits.paused');
  if (cutOff) return t('queue.waits.connection');
  if (item.waitsFor === 'order') return t('queue.waits.order');
  const time = item.nextAttemptAt === null ? '' : timeUntil(item.nextAttemptAt, now);
  if (time === '') return '';
  return t(item.waitsFor === 'greylisting' ? 'queue.waits.greylisting' : 'queue.waits.time', { time });
}

/** Gives how long it is until a moment, such as “4 min”; empty once it has come. */
export function timeUntil(iso: string, now: Date): string {
  const seconds = Math.ceil((new Date(iso).getTime() - now.getTime()) / 1000);
  if (seconds <= 0) return '';
  if (seconds < 60) return t('unit.s', { value: formatCount(seconds) });
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return t('unit.min', { value: formatCount(minutes) });
  const hours = Math.round(minutes / 60);
  if (hours < 48) return t('unit.h', { value: formatCount(hours) });
  const days = Math.round(hours / 24);
  return t('unit.days', { count: days, value: formatCount(days) });
}

/** Gives a subject, with how many more messages its row stands for. */
export function subjectText({ subject, similar }: QueueItem): string {
  const shown = subject === '' ? t('message.noSubject') : subject;
  return similar === 0 ? shown : t('queue.storm', { subject: shown, count: similar, total: formatCount(similar) });
}

/** Gives when a message is tried next, as a table shows it; nothing when something else than the time keeps it. */
export function nextText(item: QueueItem, { now, paused, cutOff }: Circumstances): string {
  const { nextAttemptAt, waitsFor, sendNow } = item;
  if (nextAttemptAt === null) return '';
  if (new Date(nextAttemptAt) > now) return formatMoment(nextAttemptAt, now);
  const kept = waitsFor === 'order' || ((paused || cutOff) && !sendNow);
  return kept ? '' : t('queue.next.now');
}

/** Gives how many files a message has, and their size; empty when it has none. */
export function filesText({ attachments: { count, sizeBytes } }: QueueItem): string {
  return count === 0 ? '' : t('queue.files', { count: formatCount(count), size: formatBytes(sizeBytes) });
}
