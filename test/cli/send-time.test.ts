import { describe, expect, it } from 'vitest';
import { sendTime } from '../../src/main/cli/send-time.ts';

const now = new Date(2026, 0, 31, 12, 30, 0);
const read = sendTime(() => now);
const local = (...parts: Parameters<typeof Date.UTC>) => {
  const [year, month = 0, ...rest] = parts;
  return new Date(year, month, ...(rest as [number, number, number])).toISOString();
};

describe('a time to send at', () => {
  it.each([
    ['+30m', local(2026, 0, 31, 13, 0)],
    ['+2h', local(2026, 0, 31, 14, 30)],
    ['+1d', new Date(now.getTime() + 86_400_000).toISOString()],
    ['+0m', now.toISOString()],
    ['12:31', local(2026, 0, 31, 12, 31)],
    ['12:30', local(2026, 1, 1, 12, 30)],
    ['9:00', local(2026, 1, 1, 9, 0)],
    ['00:00', local(2026, 1, 1, 0, 0)],
    ['2026-02-28T09:00', local(2026, 1, 28, 9, 0)],
    ['2026-02-28 09:00:30', local(2026, 1, 28, 9, 0, 30)],
    ['2028-02-29T09:00', local(2028, 1, 29, 9, 0)],
    ['2026-02-28T09:00Z', '2026-02-28T09:00:00.000Z'],
    ['2026-02-28T09:00:00.5z', '2026-02-28T09:00:00.000Z'],
    ['2026-02-28T09:00+01:00', '2026-02-28T08:00:00.000Z'],
    ['2026-02-28T09:00-0530', '2026-02-28T14:30:00.000Z'],
    ['2020-01-01T00:00Z', '2020-01-01T00:00:00.000Z'],
  ])('%s is understood', (text, iso) => {
    expect(read(text)).toBe(iso);
  });

  it.each([
    '',
    'now',
    'tomorrow',
    '+30',
    '+30s',
    '30m',
    '-30m',
    '+1.5h',
    '+999999d',
    '24:00',
    '12:60',
    '12:3',
    '1230',
    '2026-02-28',
    '2026-02-30T09:00',
    '2026-02-29T09:00',
    '2026-13-01T09:00',
    '2026-00-10T09:00',
    '2026-02-28T24:00',
    '2026-02-28T09:60',
    '2026-02-28T09:00:60',
    '2026-02-28T09:00+25:00',
    '2026-02-28T09:00 CET',
    '28.02.2026 09:00',
    '26-02-28T09:00',
    '+12026-02-28T09:00Z',
    ' 12:31',
    '12:31\n',
  ])('%j is refused', (text) => {
    expect(() => read(text)).toThrow('A time is given as');
  });
});
