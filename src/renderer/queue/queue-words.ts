import { t } from '../../shared/catalogue/index.ts';
import type { QueueItem, QueueStatus } from '../../shared/queue.ts';
import type { FailureCode } from '../../shared/result.ts';
import { firstLineOf } from '../delivery/server-reply.ts';
import { formatBytes, formatCount, formatMoment } from '../ui/format.ts';

/** What keeps messages beside their own reasons, and what time it is. */
export type Circumstances = {
  readonly now: Date;
  readonly paused: boolean;
  /** Why the connection is at fault, so that nothing but one message that tries it is sent; null while it isn't. */
  readonly cutOff: CutOff | null;
  /** Until when a limit of messages is used up; null while none is. */
  readonly throttledUntil: string | null;
};

/** What a connection that is at fault doesn't come to. */
export type CutOff = 'signIn' | 'certificate' | 'encryption' | 'connection';

const encryptionCodes: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'TLS_WRONG_VERSION',
  'TLS_HANDSHAKE_FAILED',
  'STARTTLS_NOT_OFFERED',
  'STARTTLS_REFUSED',
  'ENCRYPTION_REQUIRED',
  'CLIENT_CERTIFICATE_INVALID',
]);

/** Gives what a connection doesn't come to, by the code of its failure. */
export function cutOffBy(code: FailureCode): CutOff {
  if (code.startsWith('AUTH_') || code === 'SECRET_UNREADABLE') return 'signIn';
  if (code.startsWith('CERTIFICATE_')) return 'certificate';
  return encryptionCodes.has(code) ? 'encryption' : 'connection';
}

/** Gives the circumstances that the queue's status tells of. */
export function circumstancesOf(status: QueueStatus | undefined, now: Date): Circumstances {
  const circuit = status?.circuit ?? null;
  const until = status?.throttledUntil ?? null;
  return {
    now,
    paused: status?.paused ?? false,
    cutOff: circuit === null ? null : cutOffBy(circuit.failure.code),
    throttledUntil: until !== null && new Date(until) > now ? until : null,
  };
}

/** Gives a message's state in words, with what it waits for, such as “Pending: in 4 min”. */
export function stateText(item: QueueItem, circumstances: Circumstances): string {
  const state = t(`queueState.${item.state}`);
  const detail = stateDetail(item, circumstances);
  return detail === '' ? state : t('queue.stateWithDetail', { state, detail });
}

function stateDetail(item: QueueItem, { now, paused, cutOff, throttledUntil }: Circumstances): string {
  if (item.state === 'held') return item.heldBecause === 'storm' ? t('queue.held.storm') : '';
  if (item.state !== 'pending') return '';
  if (item.sendNow) return t('queue.waits.sendNow');
  const time = isAhead(item, now) ? timeUntil(item.nextAttemptAt ?? '', now) : '';
  // What keeps the others may be over by then.
  if (time !== '' && item.waitsFor === 'schedule') return t('queue.waits.time', { time });
  if (paused) return t('queue.waits.paused');
  if (cutOff !== null) return t(`queue.waits.${cutOff}`);
  if (item.waitsFor === 'order') return t('queue.waits.order');
  if (time !== '') return t(item.waitsFor === 'greylisting' ? 'queue.waits.greylisting' : 'queue.waits.time', { time });
  return throttledUntil === null ? '' : t('queue.waits.limit');
}

/** True when a message waits for a time that is to come. One that waits for nothing was due when it was queued, whatever the clock says. */
function isAhead({ waitsFor, nextAttemptAt }: QueueItem, now: Date): boolean {
  return waitsFor !== null && nextAttemptAt !== null && new Date(nextAttemptAt) > now;
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
export function nextText(item: QueueItem, { now, paused, cutOff, throttledUntil }: Circumstances): string {
  const { nextAttemptAt, waitsFor, sendNow } = item;
  if (nextAttemptAt === null) return '';
  if (isAhead(item, now)) return formatMoment(nextAttemptAt, now);
  const kept = waitsFor === 'order' || ((paused || cutOff !== null) && !sendNow);
  if (kept) return '';
  return throttledUntil === null ? t('queue.next.now') : formatMoment(throttledUntil, now);
}

/** Gives what comes next for a message that failed and waits, which is nothing for a person to do. */
export function againText(item: QueueItem, circumstances: Circumstances): string {
  const { now, paused, cutOff } = circumstances;
  if (paused) return t('queue.again.resumed');
  if (cutOff !== null) return t('queue.again.connected');
  if (!isAhead(item, now)) return t('queue.again.soon');
  const time = formatMoment(item.nextAttemptAt ?? '', now);
  return t(item.waitsFor === 'greylisting' ? 'queue.again.greylisting' : 'queue.again.time', { time });
}

/** Gives why a message is still there: the reply that refused it, or what went wrong where no reply says so. */
export function replyText({ lastReply, error }: QueueItem): string {
  // Only a refusal (RFC 5321 section 4.2.1) says why.
  if (lastReply !== null && /^[45]/.test(lastReply)) return firstLineOf(lastReply);
  return error?.message ?? (lastReply === null ? '' : firstLineOf(lastReply));
}

/** Gives how many files a message has, and their size; empty when it has none. */
export function filesText({ attachments: { count, sizeBytes } }: QueueItem): string {
  return count === 0 ? '' : t('queue.files', { count: formatCount(count), size: formatBytes(sizeBytes) });
}
