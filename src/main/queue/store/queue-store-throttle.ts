import type { Database } from '../../store/database.ts';
import type { ClaimOptions } from './queue-store-type.ts';

/** Messages are counted in slices of time, of which a span has some sixty at most. */
const spans = [
  { name: 'minute', limit: 'perMinute', lengthMs: 60_000, sliceMs: 1_000 },
  { name: 'hour', limit: 'perHour', lengthMs: 3_600_000, sliceMs: 60_000 },
  { name: 'day', limit: 'perDay', lengthMs: 86_400_000, sliceMs: 1_800_000 },
] as const;

type Slice = { readonly startsAt: number; readonly messages: number };

/**
 * Counts messages when their ends are handed over, and those that are claimed and not handed over yet as if that were now. So
 * in no minute, hour or day, wherever it begins, more than the limit reach the server, even if claimed ones lie for a while. The
 * oldest slice counts as a whole, which makes a limit stricter by one slice at most.
 */
export type Throttle = {
  /** How many more may be claimed now. */
  readonly left: (limits: ClaimOptions['throttle'], now: number) => number;
  readonly count: (messages: number, now: number) => void;
  readonly until: (limits: ClaimOptions['throttle'], now: number) => number | undefined;
};

export function openThrottle(database: Database): Throttle {
  const total = database
    .prepare<[string, number, number], number>(
      'SELECT coalesce(sum(messages), 0) FROM throttle_counts WHERE span = ? AND starts_at > ? AND starts_at <= ?',
    )
    .pluck();
  const slices = database.prepare<[string, number, number], Slice>(
    `SELECT starts_at AS startsAt, messages FROM throttle_counts WHERE span = ? AND starts_at > ? AND starts_at <= ?
     ORDER BY starts_at`,
  );
  const add = database.prepare<[string, number, number]>(
    `INSERT INTO throttle_counts (span, starts_at, messages) VALUES (?, ?, ?)
     ON CONFLICT (span, starts_at) DO UPDATE SET messages = messages + excluded.messages`,
  );
  const putAway = database.prepare<[string, number]>('DELETE FROM throttle_counts WHERE span = ? AND starts_at <= ?');
  // A clock that was put back has left slices in a time that is still to come.
  const putFutureAway = database.prepare<[string, number]>(
    'DELETE FROM throttle_counts WHERE span = ? AND starts_at > ?',
  );
  const claimed = database
    .prepare<[], number>("SELECT count(*) FROM queue WHERE state = 'sending' AND handed_over = 0")
    .pluck();
  const counted = new Map<string, number>();

  const limited = (limits: ClaimOptions['throttle']) => spans.filter((span) => limits[span.limit] > 0);
  return {
    left: (limits, now) => {
      const rooms = limited(limits).map(
        (span) => limits[span.limit] - (total.get(span.name, now - span.lengthMs - span.sliceMs, now) ?? 0),
      );
      if (rooms.length === 0) return Number.POSITIVE_INFINITY;
      return Math.max(0, Math.min(...rooms) - (claimed.get() ?? 0));
    },
    count: (messages, now) => {
      for (const { name, lengthMs, sliceMs } of spans) {
        const startsAt = now - (now % sliceMs);
        add.run(name, startsAt, messages);
        if (counted.get(name) !== startsAt) {
          putAway.run(name, now - lengthMs - sliceMs);
          putFutureAway.run(name, now);
        }
        counted.set(name, startsAt);
      }
    },
    until: (limits, now) => {
      const ends = limited(limits).flatMap((span) => {
        const counts = slices.all(span.name, now - span.lengthMs - span.sliceMs, now);
        let over = counts.reduce((sum, slice) => sum + slice.messages, 0) - limits[span.limit] + 1;
        if (over <= 0) return [];
        const last = counts.find((slice) => {
          over -= slice.messages;
          return over <= 0;
        });
        return last === undefined ? [] : [last.startsAt + span.sliceMs + span.lengthMs];
      });
      return ends.length === 0 ? undefined : Math.max(...ends);
    },
  };
}
