import { t } from '../../shared/catalogue/index.ts';

const timeOfDay = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const dayAndTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'short', timeStyle: 'short' });
/** Of this year, which needs no saying; short enough for a column. */
const dayOfYear = new Intl.DateTimeFormat(undefined, {
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});
const fullTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });
// Words between numbers belong to the sentence around them, so they follow its language and not the user's locale.
const ago = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const whole = new Intl.NumberFormat();
const oneDecimal = new Intl.NumberFormat(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** Gives a moment as a table shows it: the time alone for today, the date with it for other days, the year for other years. */
export function formatMoment(iso: string, now: Date = new Date()): string {
  const moment = new Date(iso);
  if (moment.toDateString() === now.toDateString()) return timeOfDay.format(moment);
  return (moment.getFullYear() === now.getFullYear() ? dayOfYear : dayAndTime).format(moment);
}

/** Gives a moment in full, with its time zone. */
export function formatFullMoment(iso: string): string {
  return fullTime.format(new Date(iso));
}

/** Gives how long ago a moment was, such as "12 minutes ago"; "just now" within the last minute. */
export function formatAgo(iso: string, now: Date = new Date()): string {
  const minutes = Math.round((now.getTime() - new Date(iso).getTime()) / 60_000);
  if (minutes < 1) return t('time.justNow');
  if (minutes < 60) return ago.format(-minutes, 'minute');
  const hours = Math.round(minutes / 60);
  if (hours < 24) return ago.format(-hours, 'hour');
  return ago.format(-Math.round(hours / 24), 'day');
}

/** Gives milliseconds as milliseconds below a second, as seconds from there on. */
export function formatDuration(ms: number): string {
  return ms < 1000
    ? t('unit.ms', { value: whole.format(Math.round(ms)) })
    : t('unit.s', { value: oneDecimal.format(ms / 1000) });
}

/** Gives bytes in the unit that fits; 1 MB is 1,048,576 bytes. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return t('unit.bytes', { value: whole.format(bytes) });
  if (bytes < 1024 * 1024) return t('unit.kb', { value: oneDecimal.format(bytes / 1024) });
  return t('unit.mb', { value: oneDecimal.format(bytes / 1024 / 1024) });
}

/** Gives a count in the user's locale. */
export function formatCount(count: number): string {
  return whole.format(count);
}
