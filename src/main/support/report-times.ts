// The Swedish way of writing a date is ISO 8601's.
const localTime = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium' });

/** Gives a time in UTC and in the computer's own time zone: `2026-11-22T10:00:00.000Z (2026-11-22 11:00:00 +01:00)`. */
export function inBothTimes(time: Date): string {
  if (Number.isNaN(time.getTime())) return '';
  const minutes = -time.getTimezoneOffset();
  const part = (value: number) => String(Math.floor(Math.abs(value))).padStart(2, '0');
  const offset = `${minutes < 0 ? '-' : '+'}${part(minutes / 60)}:${part(minutes % 60)}`;
  return `${time.toISOString()} (${localTime.format(time)} ${offset})`;
}

/** Gives the name of the computer's time zone. */
export function timeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
