import { t } from '../../shared/catalogue/index.ts';
import { Refusal } from './outcome.ts';

const MINUTE_MS = 60_000;
const UNIT_MS: Readonly<Record<string, number>> = { m: MINUTE_MS, h: 60 * MINUTE_MS, d: 24 * 60 * MINUTE_MS };

const MOMENT = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?$/i;

/**
 * Reads when a message is to leave: `+30m`, `+2h`, `+1d` from now; `HH:MM` today, or tomorrow when that is over; or a date with
 * a time (ISO 8601), in this computer's time zone unless its offset is given. Gives it as ISO 8601 in UTC.
 */
export function sendTime(now: () => Date = () => new Date()): (text: string) => string {
  return (text) => {
    const time = fromNow(text, now()) ?? ofDay(text, now()) ?? ofDate(text);
    if (time !== undefined && !Number.isNaN(time.getTime())) return time.toISOString();
    throw new Refusal({ code: 'INVALID_INPUT', message: t('cli.notify.at'), field: 'at' });
  };
}

function fromNow(text: string, now: Date): Date | undefined {
  const [, count, unit = ''] = /^\+(\d{1,5})([mhd])$/.exec(text) ?? [];
  return count === undefined ? undefined : new Date(now.getTime() + Number(count) * (UNIT_MS[unit] ?? 0));
}

function ofDay(text: string, now: Date): Date | undefined {
  const [, hours, minutes] = /^(\d{1,2}):(\d\d)$/.exec(text) ?? [];
  if (!isTimeOfDay(hours, minutes)) return undefined;
  const time = new Date(now);
  time.setHours(Number(hours), Number(minutes), 0, 0);
  if (time <= now) time.setDate(time.getDate() + 1);
  // Set anew: the night in between may have been an hour longer or shorter.
  time.setHours(Number(hours), Number(minutes), 0, 0);
  return time;
}

function ofDate(text: string): Date | undefined {
  const [, year, month, day, hours, minutes, seconds = '00', offset] = MOMENT.exec(text) ?? [];
  if (!isTimeOfDay(hours, minutes) || Number(seconds) > 59) return undefined;
  const date = `${year}-${month}-${day}`;
  // What isn't in the calendar, such as 30 February, comes back as another day, or as none.
  const midnight = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(midnight.getTime()) || midnight.toISOString().slice(0, 10) !== date) return undefined;
  const zone = offset?.toUpperCase().replace(/^([+-]\d\d)(\d\d)$/, '$1:$2') ?? '';
  return new Date(`${date}T${hours}:${minutes}:${seconds}${zone}`);
}

function isTimeOfDay(hours: string | undefined, minutes: string | undefined): boolean {
  return hours !== undefined && Number(hours) < 24 && Number(minutes) < 60;
}
