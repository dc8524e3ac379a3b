// The Swedish way of writing a date is ISO 8601's: 2026-11-22 17:34:05.
const localTime = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium' });

/** Gives an ISO 8601 time in the computer's own time zone, to the second, so that it sorts and aligns. */
export function inLocalTime(iso: string): string {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? iso : localTime.format(time);
}
